import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { dossierEvents, DossierImportedV1, type DossierStateV1 } from '@motcua/contracts';
import { eventually } from '@motcua/testing';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import writeWorkbook from 'write-excel-file/node';
import { openIntakeStage, submission, type IntakeStage } from '../../../test/support/intake-stage.js';
import { BATCH_ROWS } from '../import-dossiers.js';
import { importFields } from '../reading/import-row.js';
import { fileOf, isFaulty, reportOf, rowsOf, startImport, type ImportRun } from './support/import-command.js';
import { on, type GivenRow } from './support/import-rows.js';

jest.setTimeout(120_000);

const SAMPLE = fileURLToPath(new URL('fixtures/import-sample.csv', import.meta.url));
const DESTROYED = fileURLToPath(new URL('fixtures/import-destroyed-by-spreadsheets.csv', import.meta.url));
const RUNBOOK = new URL('../../../../../docs/runbooks/import-dossiers.md', import.meta.url);

let stage: IntakeStage;
let folder: string;

beforeAll(async () => {
  stage = await openIntakeStage();
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterAll(async () => Promise.all([stage.close(), rm(folder, { recursive: true })]));

const start = (path: string, ...more: readonly string[]) =>
  startImport(['--source', 'old-portal', ...more, path], stage.environment);
const run = async (path: string, ...more: readonly string[]): Promise<ImportRun> => start(path, ...more).ended;

const countOf = async (table: string, prefix: string): Promise<number> => {
  const [row] = await stage.database.query<{ count: number }>(
    `select count(*)::integer as count from ${table} where dossier_id in
       (select dossier_id from imported_dossier where external_code like $1)`,
    [`${prefix}-%`],
  );
  return row!.count;
};

/** Content and number of rows of every table, once the service has sent all events and notifications. */
async function everything(): Promise<Readonly<Record<string, string>>> {
  await eventually(async () => {
    expect(await stage.database.query('select from outbox')).toEqual([]);
    expect(await stage.database.query('select from notification where sent_at is null')).toEqual([]);
  }, 60_000);
  const tables = await stage.database.query<{ name: string }>(
    `select table_name as name from information_schema.tables
     where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const sums: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await stage.database.query<{ sum: string }>(
      `select count(*) || ' ' || coalesce(md5(string_agg(line::text, chr(10) order by line::text)), '') as sum
       from ${name} as line`,
    );
    sums[name] = row!.sum;
  }
  return sums;
}

/** Holds an external code in a transaction of its own, so that an import comes to a halt at the very last thing it writes. */
async function hold(externalCode: string): Promise<{ readonly letGo: () => Promise<void> }> {
  const session = new pg.Client({ connectionString: stage.database.ownerUrl });
  await session.connect();
  await session.query('begin');
  await session.query(`insert into dossier values (gen_random_uuid(), 'held', 1, '{}', '')`);
  await session.query(
    `insert into imported_dossier select $1, 'spec', id, '', now() from dossier where code = 'held'`,
    [externalCode],
  );
  return { letGo: async () => session.query('rollback').then(async () => session.end()) };
}

async function someoneWaits(): Promise<void> {
  const waiting = await stage.database.query(
    `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  expect(waiting).toHaveLength(1);
}

describe('the examples', () => {
  it('takes in the sample, and what the runbook shows as CSV and as NDJSON is the same dossiers', async () => {
    expect(await run(SAMPLE, '--report', join(folder, 'sample.report.csv'))).toMatchObject({
      code: 0,
      said: expect.stringContaining('20 imported'),
    });
    const runbook = await readFile(RUNBOOK, 'utf8');
    for (const [format, told] of [
      ['csv', '2 imported, 0 there already, 0 differ, 0 faulty'],
      ['json', '0 imported, 2 there already, 0 differ, 0 faulty'],
    ] as const) {
      const [, example] = new RegExp(`\`\`\`${format}\n(.*?)\`\`\``, 's').exec(runbook)!;
      const path = join(folder, `runbook.${format.replace('json', 'ndjson')}`);
      await writeFile(path, example!);
      expect(await run(path)).toMatchObject({ code: 0, said: expect.stringContaining(told) });
    }
  });
});

describe('a dossier that leaves the calendar of its agency', () => {
  const inTime = { acceptedAt: on('01-29 08:30'), appointmentAt: on('02-01 08:30'), supplements: undefined };
  const rows = [
    { ...inTime, appointmentAt: '2028-01-05T09:00:00+07:00' },
    { ...inTime, submittedAt: '2022-12-30T08:00:00+07:00' },
    { ...inTime, supplements: `${on('01-30 09:00')}//2028-01-05T09:00:00+07:00` },
    inTime,
  ].flatMap((life, index) => rowsOf(`beyond-${index}`, 1, life));

  it('is told faulty in the dry run and in the run, with the last day that can be promised', async () => {
    const path = await fileOf(folder, 'beyond.ndjson', rows);
    for (const [more, good] of [
      [['--dry-run'], 'SOUND'],
      [[], 'IMPORTED'],
    ] as const) {
      expect(await run(path, ...more)).toMatchObject({ code: 1 });
      const report = await reportOf(`${path}.report.csv`);
      expect(report.map(({ outcome }) => outcome)).toEqual(['FAULTY', 'FAULTY', 'FAULTY', good]);
      expect(report[0]!.faults).toContain('The last day that can be promised is 2027-12-31.');
      expect(report[1]!.faults).toMatch(/^submittedAt .* outside the calendar "province", which holds 2023-01-01 to/);
      expect(report[2]!.faults).toMatch(/^supplements\[0\]\.respondBy .* last day that can be promised is 2027-12-31/);
    }
    expect(await countOf('imported_dossier', 'beyond')).toBe(1);
  });

  it('is told so as well while that calendar has not arrived', async () => {
    const path = await fileOf(folder, 'unheard.ndjson', rowsOf('unheard', 1, inTime));
    await stage.database.query(`update agency set calendar_id = 'unheard' where code = '000.02.31.H06'`);
    try {
      expect(await run(path)).toMatchObject({ code: 1 });
    } finally {
      await stage.database.query(`update agency set calendar_id = 'province' where code = '000.02.31.H06'`);
    }
    const [row] = await reportOf(`${path}.report.csv`);
    expect(row).toMatchObject({
      outcome: 'FAULTY',
      faults: expect.stringContaining('calendar "unheard" has not reached'),
    });
  });
});

describe.each(['csv', 'ndjson'] as const)('an import from %s', (format) => {
  const ROWS = 2_600;
  const given = rowsOf(format, ROWS);
  const sound = given.filter((_, index) => !isFaulty(index)).length;
  let path: string;

  beforeAll(async () => {
    path = await fileOf(folder, `${format}.${format}`, given);
  });

  it('tells in a dry run what would become of each row, and writes nothing', async () => {
    const before = await everything();
    const dry = await run(path, '--dry-run');
    expect(dry).toMatchObject({ code: 1, complained: '' });
    expect(dry.said).toBe(
      `import: dry run, nothing was written: ${sound} sound, 0 there already, 0 differ, ${ROWS - sound} faulty; row by row in ${path}.report.csv\n`,
    );
    const report = await reportOf(`${path}.report.csv`);
    expect(report.map(({ outcome }) => outcome)).toEqual(
      given.map((_, index) => (isFaulty(index) ? 'FAULTY' : 'SOUND')),
    );
    expect(await everything()).toEqual(before);
  });

  it('killed just before it commits and started again has each row in once, and tells of each once', async () => {
    // The first three batches are in; the fourth has written all but its last table.
    const held = await hold(`${format}-${3 * BATCH_ROWS + 100}`);
    const killed = start(path);
    await eventually(someoneWaits, 60_000);
    killed.child.kill('SIGKILL');
    expect((await killed.ended).code).toBeNull();
    await held.letGo();
    const taken = 3 * BATCH_ROWS * 0.98;
    expect(await countOf('imported_dossier', format)).toBe(taken);

    const again = await run(path);
    expect(again).toMatchObject({ code: 1, complained: '' });
    expect(again.said).toContain(
      `import: done: ${sound - taken} imported, ${taken} there already, 0 differ, ${ROWS - sound} faulty;`,
    );
    for (const table of ['imported_dossier', 'dossier_history', 'dossier_search']) {
      expect([table, await countOf(table, format)]).toEqual([table, sound]);
    }
    const dossiers = await stage.database.query<{ id: string; external_code: string; revision: number }>(
      `select id, state ->> 'externalCode' as external_code, revision from dossier
       where state ->> 'externalCode' like $1`,
      [`${format}-%`],
    );
    const expected = given.filter((_, index) => !isFaulty(index)).map(({ externalCode }) => externalCode);
    expect(dossiers.map((row) => row.external_code).sort()).toEqual(expected.sort());
    expect(dossiers.every(({ revision }) => revision === 1)).toBe(true);

    await everything();
    const told = (await stage.topics.events<DossierStateV1>(dossierEvents.topic)).filter(({ state }) =>
      state.externalCode?.startsWith(`${format}-`),
    );
    expect(told.map(({ subject }) => subject).sort()).toEqual(dossiers.map(({ id }) => id).sort());
    expect(new Set(told.map(({ type }) => type))).toEqual(new Set([DossierImportedV1.type]));
  });

  it('reports each line of the file with the code that its dossier has, or with all of its faults', async () => {
    const report = await reportOf(`${path}.report.csv`);
    const firstLine = format === 'csv' ? 2 : 1;
    expect(report.map(({ line }) => Number(line))).toEqual(given.map((_, index) => index + firstLine));
    const codes = await stage.database.query<{ external: string; code: string }>(
      `select external_code as external, code from dossier_search where external_code like $1`,
      [`${format}-%`],
    );
    const codeOf = new Map(codes.map(({ external, code }) => [external, code]));
    for (const { externalCode, outcome, dossierCode } of report) {
      expect([outcome === 'FAULTY', dossierCode]).toEqual([!codeOf.has(externalCode), codeOf.get(externalCode) ?? '']);
    }
    const [fields, life] = report.filter(({ outcome }) => outcome === 'FAULTY');
    expect(fields!.faults).toMatch(/^channel "PIGEON": .* \| submittedAt "29\/01\/2024": /);
    expect(life!.faults).toMatch(
      /^result: The dossier is completed without a result\. .* \| procedureCode "9\.999999": /,
    );
  });

  it('changes nothing the second time', async () => {
    const before = await everything();
    const again = await run(path);
    expect(again).toMatchObject({ code: 1 });
    expect(again.said).toContain(`0 imported, ${sound} there already, 0 differ, ${ROWS - sound} faulty`);
    expect(await everything()).toEqual(before);
  });

  it('tells which rows say something else now, from whichever source, and leaves their dossiers as they are', async () => {
    const changed = given
      .slice(0, 3)
      .map((row, index) => (index === 1 ? { ...row, applicantName: 'Trần Canary' } : row));
    const file = await fileOf(folder, `changed.${format}`, changed);
    const before = await everything();
    const again = await run(file, '--source', 'other-portal');
    expect(again).toMatchObject({ code: 1 });
    expect(again.said).toContain('0 imported, 2 there already, 1 differ, 0 faulty');
    const report = await reportOf(`${file}.report.csv`);
    expect(report[1]).toMatchObject({
      externalCode: `${format}-1`,
      outcome: 'DIFFERS',
      faults: expect.stringMatching(
        /^externalCode .* was taken in from old-portal with other content\. An import changes/,
      ),
    });
    expect(await everything()).toEqual(before);
  });

  it('is found by name, goes on at the counter, and keeps the appointment of the other system', async () => {
    const answer = await stage.post('/dossiers/searches', {
      token: stage.officer,
      key: '',
      body: { code: `${format}-1`, name: 'canary nguyen' },
    });
    const [found] = answer.body['dossiers'] as readonly { dossierId: string }[];
    const path = `/dossiers/${found!.dossierId}`;
    const completed = await stage.post(`${path}/complete`, { token: stage.officer, ifMatch: 1 });
    expect(completed).toMatchObject({
      status: 200,
      body: { status: 'COMPLETED', appointmentAt: '2024-02-01T01:30:00.000Z' },
    });
  });
});

describe('an import', () => {
  it('and counters of the same agency and day never give one code twice', async () => {
    const day = on('03-04 09:00');
    const rows = rowsOf('race', 2 * BATCH_ROWS, { submittedAt: day, ...UNSETTLED }).map((row, index) =>
      // In the second batch, codes that the other system gave, ahead of every counter.
      index > BATCH_ROWS && index % 10 === 0 ? { ...row, dossierCode: `000.02.31.H06-240304-${4000 + index}` } : row,
    );
    const path = await fileOf(folder, 'race.csv', rows);
    let importing = true;
    const importRun = run(path).finally(() => (importing = false));
    const codes: string[] = [];
    const counter = async (): Promise<void> => {
      do {
        const body = { ...submission, happenedAt: day };
        const answer = await stage.post('/dossiers', { token: stage.officer, body });
        expect(answer.status).toBe(201);
        codes.push(String(answer.body['dossierCode']));
      } while (importing);
    };
    await Promise.all([...Array.from({ length: 10 }, counter), importRun]);
    await counter();
    const { said } = await importRun;
    expect(said).toContain(`${rows.length * 0.98} imported, 0 there already, 0 differ`);
    const given = (await reportOf(`${path}.report.csv`)).flatMap(({ dossierCode }) => dossierCode || []);
    expect(given).toContain('000.02.31.H06-240304-4510');
    expect(new Set([...codes, ...given]).size).toBe(codes.length + given.length);
    expect(Number(codes.at(-1)!.split('-').at(-1))).toBeGreaterThan(4_900);
  });

  it('beside another one of the same file shares the rows with it', async () => {
    const rows = rowsOf('both', 3 * BATCH_ROWS).filter((_, index) => !isFaulty(index));
    const path = await fileOf(folder, 'both.ndjson', rows);
    const reports = [1, 2].map((number) => join(folder, `both-${number}.report.csv`));
    const runs = await Promise.all(reports.map((report) => run(path, '--report', report)));
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    const imported = (await Promise.all(reports.map(reportOf))).flat().filter(({ outcome }) => outcome === 'IMPORTED');
    expect(imported.map(({ externalCode }) => externalCode).sort()).toEqual(
      rows.map(({ externalCode }) => externalCode).sort(),
    );
    expect(await countOf('dossier_history', 'both')).toBe(rows.length);
  });

  it('tells a code that another dossier has, in the database or further up in the file', async () => {
    const code = '000.02.31.H06-240305-0001';
    const at = { submittedAt: on('03-05 09:00'), ...UNSETTLED };
    const first = await fileOf(folder, 'first.csv', rowsOf('first', 1, { ...at, dossierCode: code }));
    expect(await run(first)).toMatchObject({ code: 0 });
    const second = await fileOf(folder, 'second.csv', [
      ...rowsOf('second', 1, { ...at, dossierCode: code }),
      ...rowsOf('third', 2, { ...at, dossierCode: '000.02.31.H06-240305-0002' }),
    ]);
    expect(await run(second)).toMatchObject({ code: 1 });
    const report = await reportOf(`${second}.report.csv`);
    expect(report.map(({ outcome }) => outcome)).toEqual(['FAULTY', 'IMPORTED', 'FAULTY']);
    expect(report[2]!.faults).toBe(
      'dossierCode "000.02.31.H06-240305-0002": Another dossier has this code. Correct the code, or leave it empty: the dossier then gets a new one.',
    );
  });

  it('tells in a dry run of rows that stand twice in the file, however far apart', async () => {
    const rows = rowsOf('twice', BATCH_ROWS + 30).map((row, index) =>
      index === 7 ? { ...row, dossierCode: OWN } : row,
    );
    const [first, second] = [rows[1]!, rows[2]!];
    const last = { ...rows[3], externalCode: 'twice-last', dossierCode: OWN };
    const path = await fileOf(folder, 'twice.csv', [...rows, first, { ...second, partyKind: 'HOUSEHOLD' }, last]);
    const outcomes: string[][] = [];
    for (const more of [['--dry-run'], []]) {
      await run(path, ...more);
      outcomes.push((await reportOf(`${path}.report.csv`)).slice(-3).map(({ outcome }) => outcome));
    }
    expect(outcomes).toEqual([
      ['ALREADY_THERE', 'DIFFERS', 'FAULTY'],
      ['ALREADY_THERE', 'DIFFERS', 'FAULTY'],
    ]);
  });

  it('tells in a dry run what spreadsheets and old fonts destroyed, and counts the warnings', async () => {
    const report = join(folder, 'destroyed.report.csv');
    const dry = await run(DESTROYED, '--dry-run', '--report', report);
    expect(dry).toMatchObject({ code: 1, complained: '' });
    expect(dry.said).toContain('1 sound, 0 there already, 0 differ, 8 faulty, 3 with a warning; row by row');
    const rows = await reportOf(report);
    expect(rows.map(({ outcome }) => outcome).join(' ')).toBe(
      'WARNING WARNING FAULTY FAULTY FAULTY FAULTY WARNING FAULTY FAULTY FAULTY FAULTY SOUND',
    );
    for (const { outcome, faults, warnings } of rows)
      expect([outcome, faults !== '', warnings !== '']).toEqual([outcome, outcome === 'FAULTY', outcome === 'WARNING']);
  });

  it('takes in a workbook with its warnings, and the same rows as CSV are there already', async () => {
    const rows = rowsOf('workbook', 30, { ...UNSETTLED, applicantPhone: '901234567' });
    const workbook = join(folder, 'workbook.xlsx');
    const cells = rows.map((row) => importFields.map((field) => (row[field] as string | undefined) ?? null));
    await writeFile(workbook, await writeWorkbook([[...importFields], ...cells], {}).toBuffer());
    const imported = await run(workbook);
    expect(imported).toMatchObject({ code: 0, complained: '' });
    expect(imported.said).toContain('30 imported, 0 there already, 0 differ, 0 faulty, 30 with a warning');
    const again = await run(await fileOf(folder, 'workbook.csv', rows));
    expect(again.said).toContain('0 imported, 30 there already, 0 differ, 0 faulty, 30 with a warning');
    expect(await countOf('dossier_search', 'workbook')).toBe(30);
  });

  it('reads standard input', async () => {
    const given = `${JSON.stringify(rowsOf('stdin', 1)[0])}\n`;
    const report = join(folder, 'stdin.report.csv');
    const parameters = ['--source', 'old-portal', '--format', 'ndjson', '--report', report, '-'];
    expect(await startImport(parameters, stage.environment, given).ended).toMatchObject({ code: 0 });
    expect(await reportOf(report)).toMatchObject([{ line: '1', externalCode: 'stdin-0', outcome: 'IMPORTED' }]);
  });

  it('repeats nothing personal, in no report and in no event', async () => {
    const reports = (await readdir(folder)).filter((name) => name.includes('.report.csv'));
    expect(reports.length).toBeGreaterThan(6);
    for (const name of reports) expect(await readFile(join(folder, name), 'utf8')).not.toMatch(PERSONAL);
    expect(PERSONAL.test(JSON.stringify(await stage.topics.records(dossierEvents.topic)))).toBe(false);
    const [row] = await stage.database.query<{ sealed: number }>(
      `select count(*)::integer as sealed from imported_dossier where sealed like 'v1.k1.%'`,
    );
    expect(row!.sealed).toBe((await stage.database.query('select from imported_dossier')).length);
  });

  it.each<[string, () => Promise<ImportRun>, RegExp]>([
    ['no file is named', () => run(''), /^Usage: .*--source NAME/s],
    ['a file is not there', () => run(join(folder, 'none.csv')), /ENOENT/],
    ['the format is not known', () => run(join(folder, 'dossiers.txt')), /^Usage: /],
    [
      'the header lacks columns',
      () => wrote('header.csv', 'a,b\nx,y\n'),
      /The first line must name the columns: externalCode is missing/,
    ],
    ['the workbook is none', () => wrote('text.xlsx', 'externalCode\n'), /The file is no \.xlsx workbook/],
    [
      'a workbook is to come from standard input',
      () => startImport(['--source', 'old-portal', '--format', 'xlsx', '-'], stage.environment).ended,
      /^Usage: /,
    ],
    [
      'settings are missing',
      () => startImport(['--source', 'old-portal', SAMPLE], {}).ended,
      /imported: DATABASE_URL is not set; ENCRYPTION_KEYS is not set; BLIND_INDEX_KEY is not set\. .*import-dossiers\.md/,
    ],
    [
      'nothing answers as the database',
      () =>
        startImport(['--source', 'old-portal', SAMPLE], {
          ...stage.environment,
          DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
        }).ended,
      /ECONNREFUSED/,
    ],
  ])('ends with 2 and writes nothing when %s', async (_, started, text) => {
    const dossiers = async () => (await stage.database.query('select from dossier')).length;
    const before = await dossiers();
    expect(await started()).toEqual({ code: 2, said: '', complained: expect.stringMatching(text) });
    expect(await dossiers()).toBe(before);
  });
});

const UNSETTLED: GivenRow = {
  acceptedAt: undefined,
  appointmentAt: undefined,
  supplements: undefined,
  suspensions: undefined,
  completedAt: undefined,
  result: undefined,
  electronicResult: undefined,
  returnedAt: undefined,
  withdrawnAt: undefined,
};
const OWN = '000.02.31.H06-240306-0001';
/** Not within a UUID. */
const PERSONAL = /Canary|Nguy|Trần|(?<![\w-])(?:09\d{8}|077\d{9})(?![\w-])/;

async function wrote(name: string, content: string | Buffer): Promise<ImportRun> {
  const path = join(folder, name);
  await writeFile(path, content);
  return run(path);
}
