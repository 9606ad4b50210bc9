import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@motcua/testing';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { openIntakeStage, submission, type IntakeStage } from '../../../test/support/intake-stage.js';

/** So many that their table fits into no buffer of a socket. */
const DOSSIERS = 40_000;

let stage: IntakeStage;

beforeAll(async () => {
  stage = await openIntakeStage();
  await stage.post('/dossiers', { token: stage.officer, body: submission });
  await stage.database.query(
    `with copy as (
       insert into dossier (id, code, revision, state, applicant)
       select gen_random_uuid(), code || number, revision, state, applicant
       from dossier, generate_series(2, ${DOSSIERS}) as number returning id, code)
     insert into dossier_search (dossier_id, submitted_at, code, procedure_code, receiving_agency, settling_agency, status,
       tokens, key_print)
     select id, submitted_at, copy.code, procedure_code, receiving_agency, settling_agency, status, tokens, key_print
     from copy, dossier_search`,
  );
  // As the index knows them, so that the cursor of a page leads to the next one.
  await stage.database.query(
    `update dossier set state = state || jsonb_build_object('dossierId', id, 'dossierCode', code)`,
  );
}, 120_000);
afterAll(async () => stage.close(), 60_000);

async function exportAsCsv(): Promise<IncomingMessage> {
  const asking = request(`${stage.service.url}/dossiers/exports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${stage.officer}`, 'content-type': 'application/json' },
  });
  asking.end(JSON.stringify({ format: 'csv' }));
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  return response;
}

/** Transactions of the service that are open, and pages that were read so far. */
async function openTransactions(): Promise<number> {
  const [role] = await stage.database.query<{ count: number }>(
    `select count(*)::integer as count from pg_stat_activity
     where datname = current_database() and xact_start is not null and pid <> pg_backend_pid() and usename = $1`,
    [new URL(stage.database.url).username],
  );
  return role!.count;
}

describe('a slow reader of an export', () => {
  it('holds no transaction, and gets the whole table when it goes on', async () => {
    const response = await exportAsCsv();
    let text = '';
    const [first] = (await once(response.setEncoding('utf8'), 'data')) as [string];
    response.pause();
    text += first;
    await eventually(async () => expect(await openTransactions()).toBe(0));
    expect(response.complete).toBe(false);
    for await (const chunk of response) text += String(chunk);
    const lines = text.trimEnd().split('\r\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',')[0])).size).toBe(DOSSIERS);
  }, 120_000);

  it('that goes away leaves nothing open', async () => {
    const response = await exportAsCsv();
    await once(response, 'data');
    response.destroy();
    await eventually(async () => expect(await openTransactions()).toBe(0));
    const answer = await stage.post('/dossiers/searches', { token: stage.officer, key: '', body: { limit: 1 } });
    expect(answer.status).toBe(200);
  }, 60_000);
});
