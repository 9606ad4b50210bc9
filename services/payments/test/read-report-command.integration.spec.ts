import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { parseKeyRing, seal } from '@motcua/kernel';
import { freshDatabase, type FreshDatabase } from '@motcua/testing';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { buffer, text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { paymentsGrants, paymentsMigrations } from '../src/persistence/migrations.js';

const COMMAND = fileURLToPath(new URL('../dist/read-report-command.js', import.meta.url));
const keys = `k1:${randomBytes(32).toString('base64')}`;
const reportId = '01890000-0000-7000-8000-000000000101';
const bytes = Buffer.concat([Buffer.from('{"payer":"Nguyễn'), Buffer.from([0xff, 0x00])]);

let database: FreshDatabase;
beforeAll(async () => {
  database = await freshDatabase({ migrations: paymentsMigrations, grants: [paymentsGrants] });
  const sealed = seal(parseKeyRing(keys), reportId, bytes.toString('base64'));
  await database.query(
    `insert into gateway_report (report_id, webhook_id, body_digest, body, body_bytes, sealed_body, received_at, verdict)
     values ($1, 'w-1', 'd', '{}', 70000, $2, '2024-01-29T04:00:00Z', 'report-unreadable')`,
    [reportId, sealed],
  );
}, 60_000);
afterAll(async () => database.drop());

async function run(given: readonly string[], ring = keys) {
  const env = { DATABASE_URL: database.url, ENCRYPTION_KEYS: ring };
  const child = spawn(process.execPath, ['--no-warnings', COMMAND, ...given], { env });
  const [written, told, [code]] = await Promise.all([buffer(child.stdout), text(child.stderr), once(child, 'close')]);
  return { written, told, code: code as number };
}

it('writes what came in an unreadable report byte by byte, and says how much of it is kept', async () => {
  const { written, told, code } = await run(['w-1']);
  expect([code, written.equals(bytes)]).toEqual([0, true]);
  expect(told).toContain(
    `report ${reportId}: 70000 bytes came at 2024-01-29T04:00:00.000Z, SHA-256 d; ${bytes.length} of`,
  );
});

it('says that nothing is kept, that no key opens it, and how it is used', async () => {
  expect(await run(['w-2'])).toMatchObject({ code: 1, told: expect.stringContaining('w-2') });
  const other = await run(['w-1'], `k1:${randomBytes(32).toString('base64')}`);
  expect(other).toMatchObject({ code: 2, told: expect.stringContaining('key ring') });
  expect(await run([])).toMatchObject({ code: 2, told: expect.stringContaining('Usage') });
});
