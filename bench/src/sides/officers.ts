import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { serve } from '../side.ts';
import { timeAll, timeAtRate } from '../time-all.ts';

interface Counter {
  readonly url: string;
  readonly token: string;
  readonly dossierIds: readonly string[];
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Accepts one dossier over HTTP. @throws Error unless it is answered 200 */
function accept({ url, token }: Counter, dossierId: string): Promise<void> {
  const body = '{}';
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
    'content-length': body.length,
    'idempotency-key': randomUUID(),
    'if-match': '"1"',
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/dossiers/${dossierId}/accept`, { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.on('data', (chunk: Buffer) => (text += chunk.toString()));
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${answer.statusCode}: ${text}`)),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

serve({
  atOnce: (counter: Counter & { concurrency: number }) =>
    timeAll(counter.dossierIds, counter.concurrency, (dossierId) => accept(counter, dossierId)),
  atRate: (counter: Counter & { perSecond: number }) =>
    timeAtRate(counter.dossierIds, counter.perSecond, (dossierId) => accept(counter, dossierId)),
});
