import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '../../../deploy/local/src/paths.ts';
import { baseEnvironment, nodeFile } from '../../../deploy/local/src/service-environment.ts';
import { Caller, type Reply } from '../support/caller.ts';
import { eventually } from '../support/eventually.ts';
import { logsOf, tablesOf, topicsOf, type Told } from '../support/everything-told.ts';
import { Markers, type MarkedPerson } from '../support/markers.ts';
import type { Province } from '../support/province.ts';
import { ask } from '../support/recount.ts';

const AGENCY = '000.01.31.H06';
const PLAIN = '1.004873';
const PREPAID = '2.000635';

const markers = new Markers();
const lan = markers.person('the applicant');
const later = markers.person('the corrected applicant');
const imported = markers.person('the imported applicant');
const refused = markers.person('the refused applicant');

let province: Province;
let counter: Caller;
/** Answers in which nothing personal has a place. */
const answers: Told[] = [];

/** Nothing is accepted before the calendar is here, and a broker that has just begun takes its time. */
async function ready(): Promise<void> {
  await eventually(async () => {
    expect((await ask(province.stack, 'intake', 'select from calendar')).length).toBeGreaterThan(0);
  }, 180_000);
}

async function call(what: string, path: string, body: object | string, ifMatch?: number): Promise<Reply> {
  const reply = await counter.post(`/api/${path}`, body, ifMatch);
  answers.push({ place: `answer to ${what}`, text: reply.text });
  return reply;
}

async function submit(applicant: MarkedPerson, more: object = {}): Promise<Reply> {
  const body = { procedureCode: PLAIN, receivingAgency: AGENCY, channel: 'IN_PERSON', applicant, ...more };
  return call('submit', 'intake/dossiers', body);
}

/** Commands to a dossier, one after the other, each with a reason of its own. */
async function live(id: string, commands: readonly (readonly [name: string, body?: object])[]): Promise<void> {
  for (const [index, [name, body]] of commands.entries()) {
    const reason = markers.sentence(`reason to ${name}`);
    const reply = await call(name, `intake/dossiers/${id}/${name}`, { reason, ...body }, index + 1);
    expect({ name, status: reply.status, detail: reply.body['detail'] }).toEqual({ name, status: 200 });
  }
}

const idOf = ({ body }: Reply): string => String(body['dossierId']);

/** Where a marker turned up, and which. */
function found(all: readonly Told[]): readonly string[] {
  return all.flatMap(({ place, text }) => markers.in(text).map((what) => `${place}: ${what}`));
}

async function importDossiers(rows: readonly object[]): Promise<Told> {
  const file = join(province.folder, 'dossiers.ndjson');
  writeFileSync(file, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const { stack } = province;
  const run = stack.supervisor.run({
    name: 'import',
    ...nodeFile(join(repositoryRoot, 'services/intake/dist/import-command.js'), '--source', 'canary', file),
    env: {
      ...baseEnvironment(),
      DATABASE_URL: stack.databaseUrlOf('intake'),
      ENCRYPTION_KEYS: stack.secrets.encryptionKeys,
      BLIND_INDEX_KEY: stack.secrets.blindIndexKey,
    },
  });
  // Exit code 1: one row is faulty.
  await expect(run).rejects.toThrow(/import failed \(1\)/);
  return { place: 'report of the import', text: readFileSync(`${file}.report.csv`, 'utf8') };
}

/** Everything that a life of dossiers writes is looked through for what is personal; logs must be written in full detail. */
export function personalDataStory(open: () => Province): void {
  describe('what is personal', () => {
    beforeAll(async () => {
      province = open();
      counter = await Caller.as(province.stack, 'simulator-counter');
      await ready();
    }, 300_000);

    let dossierId: string;
    let dossierCode: string;

    it('is read by those who may, where it was written', async () => {
      const submitted = await submit(lan);
      dossierId = idOf(submitted);
      dossierCode = String(submitted.body['dossierCode']);
      await live(dossierId, [
        ['correct', { applicant: later }],
        ['accept'],
        ['request-supplement'],
        ['receive-supplement'],
        ['suspend'],
        ['resume'],
        ['complete', { result: 'NEGATIVE' }],
        ['return'],
      ]);
      await live(idOf(await submit(lan, { procedureCode: PREPAID })), [['refuse']]);
      await live(idOf(await submit(lan)), [['accept'], ['withdraw']]);
      await live(idOf(await submit(lan)), [['void']]);
      const { text } = await counter.get(`/api/intake/dossiers/${dossierId}/applicant`);
      expect(markers.in(text)).toEqual(
        expect.arrayContaining(['name of the applicant', 'phone of the corrected applicant', 'reason to complete']),
      );
    }, 60_000);

    it('is searched for, looked up and refused', async () => {
      for (const filter of [{ name: later.name }, { phone: later.phone }, { idNumber: later.idNumber }]) {
        const { body } = await call('a search', 'intake/dossiers/searches', filter);
        expect(body['dossiers']).toHaveLength(1);
      }
      await call('an export', 'intake/dossiers/exports', { name: later.name, format: 'csv' });
      for (const [code, secret, status] of [
        [dossierCode, lan.phone.slice(-4), 200],
        [dossierCode, later.idNumber, 400],
        [later.name, later.phone, 400],
        [later.name, later.phone.slice(-4), 200],
      ] as const) {
        const reply = await call('a look-up', 'intake/look-ups', { dossierCode: code, secret });
        expect([reply.status, reply.body['dossier'] ?? null]).toEqual([status, null]);
      }
      const wrong = [
        { ...refused, email: `${refused.email}, x` },
        { ...refused, phone: `${refused.phone} x` },
        { ...refused, idNumber: refused.name },
        { ...refused, language: refused.name },
      ];
      // An answer may repeat to its sender what stands where a code should; nothing else may.
      const misplaced = {
        procedureCode: refused.idNumber,
        receivingAgency: AGENCY,
        channel: 'POSTAL',
        applicant: refused,
      };
      expect((await counter.post('/api/intake/dossiers', misplaced)).status).toBe(400);
      for (const applicant of wrong) expect((await submit(applicant as MarkedPerson)).status).toBe(400);
      expect((await call('broken JSON', 'intake/dossiers', `{"name": "${refused.name}`)).status).toBe(400);
      expect(
        (await call('a stale command', `intake/dossiers/${dossierId}/correct`, { reason: refused.name }, 1)).status,
      ).not.toBe(200);
    }, 60_000);

    it('goes through a fault of the database', async () => {
      await ask(province.stack, 'intake', 'alter table dossier_search rename to away');
      const { status } = await submit(refused);
      await ask(province.stack, 'intake', 'alter table away rename to dossier_search');
      expect(status).toBe(500);
    }, 30_000);

    it('comes in from another system', async () => {
      const row = {
        externalCode: 'CANARY-1',
        procedureCode: PLAIN,
        receivingAgency: AGENCY,
        channel: 'IN_PERSON',
        partyKind: 'CITIZEN',
        applicantName: imported.name,
        applicantPhone: imported.phone,
        applicantIdNumber: imported.idNumber,
        submittedAt: '2026-01-28T08:00:00+07:00',
      };
      const faulty = { ...row, externalCode: 'CANARY-2', channel: imported.name, submittedAt: imported.phone };
      answers.push(await importDossiers([row, faulty]));
      const [known] = await ask<{ known: boolean }>(
        province.stack,
        'intake',
        `select exists (select from imported_dossier where external_code = 'CANARY-1') as known`,
      );
      expect(known).toEqual({ known: true });
    }, 60_000);

    it('is said of an officer in a survey', async () => {
      const slip = await eventually(async () => {
        const { text } = await counter.get(`/api/surveys/invitations?dossierId=${dossierId}`);
        const [invitation] = JSON.parse(text) as { token: string }[];
        expect(invitation?.token).toBeTruthy();
        return invitation!;
      }, 30_000);
      const comment = markers.sentence('comment');
      const { status } = await call('a survey', 'surveys/answers', { token: slip.token, rating: 'SATISFIED', comment });
      expect(status).toBe(200);
    }, 60_000);

    it('stands in no answer, no topic, no table and no log', async () => {
      const { stack } = province;
      // Every service has heard of the dossier by then.
      await eventually(async () => {
        for (const service of ['intake', 'deadlines', 'surveys'] as const) {
          expect(await ask(stack, service, 'select from outbox')).toEqual([]);
        }
        expect(
          await ask(stack, 'metrics', 'select from projection.fact where dossier_id = $1', [dossierId]),
        ).toHaveLength(1);
      }, 60_000);
      const [tables, topics, logs] = [await tablesOf(stack), await topicsOf(stack), logsOf(stack)];
      expect(found([...answers, ...topics, ...tables, ...logs])).toEqual([]);
      // It was looked where it would have been.
      const textOf = (all: readonly Told[], name: string): string => all.find(({ place }) => place === name)!.text;
      expect(textOf(topics, 'topic dossier.events').split('dossier.returned').length).toBeGreaterThan(1);
      expect(textOf(tables, 'table public.dossier_history of intake')).toContain('v1.k1.');
      expect(textOf(tables, 'table public.answer of surveys')).toContain('v1.k1.');
      expect(textOf(logs, 'log intake.log')).toContain('A request failed unexpectedly.');
      expect(textOf(logs, 'log import.log')).toContain('1 imported');
    }, 120_000);

    it.each(['clear', 'hex', 'base64'] as const)('would be recognised in %s', (encoding) => {
      const bytes = Buffer.from(`{"xy":"${lan.name}"}`);
      const text = encoding === 'clear' ? bytes.toString().toUpperCase() : bytes.toString(encoding);
      expect(markers.in(text)).toEqual(['name of the applicant']);
    });
  });
}
