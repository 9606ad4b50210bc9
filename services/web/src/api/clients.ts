import createClient, { type Middleware } from 'openapi-fetch';
import { noAnswer, problemOf, Refused } from './problem.js';
import type { paths as Deadlines } from './schemas/deadlines.js';
import type { paths as Intake } from './schemas/intake.js';
import type { paths as Payments } from './schemas/payments.js';
import type { paths as Surveys } from './schemas/surveys.js';

/** Tells the portal that a page of ours asks, which a page of somebody else cannot say. */
export const OURS = { 'x-requested-by': 'motcua' } as const;

/** Every refusal, and every silence, is thrown as {@link Refused}. */
const refusals: Middleware = {
  onResponse: async ({ response }) => {
    if (response.ok) return;
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    throw new Refused(problemOf(response.status, isJson ? await response.json() : null));
  },
  onError: ({ error }) => (error instanceof Refused ? error : new Refused({ ...noAnswer, detail: String(error) })),
};

function clientOf<Paths extends object>(service: string) {
  const client = createClient<Paths>({ baseUrl: `/api/${service}`, headers: OURS });
  client.use(refusals);
  return client;
}

export const intake = clientOf<Intake>('intake');
export const deadlines = clientOf<Deadlines>('deadlines');
export const payments = clientOf<Payments>('payments');
export const surveys = clientOf<Surveys>('surveys');

/** Headers of a command: the same key however often it is sent, and the revision that was decided on. */
export const commandHeaders = (key: string, revision: number) => ({
  'Idempotency-Key': key,
  'If-Match': `"${revision}"`,
});
