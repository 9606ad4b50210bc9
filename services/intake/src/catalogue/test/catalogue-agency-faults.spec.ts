import { describe, expect, it } from '@jest/globals';
import { planImport } from '../files/plan-import.js';
import type { AgencyVersion } from '../versions/agency-version.js';

const HEADER = 'code,name,kind,parent,calendarId,validFrom,validUntil,successor';
const PROVINCE = 'H06,Tỉnh,PROVINCE,,province,2022-01-01,,';
const DISTRICT = '000.00.31.H06,Vũng Tàu,DISTRICT,H06,province,2022-01-01,2025-06-30,000.01.31.H06';
const WARD = '000.01.31.H06,Phường 1,COMMUNE,000.00.31.H06,province,2022-01-01,2025-06-30,';
const WARD_SINCE = '000.01.31.H06,Phường 1,COMMUNE,H06,province,2025-07-01,,';
const SOUND = [PROVINCE, DISTRICT, WARD, WARD_SINCE];

const fileOf = (text: string | Uint8Array) => ({
  name: 'agencies.csv',
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
});

const planOf = (text: string | Uint8Array, stored: readonly AgencyVersion[] = [], today = '2024-01-01') =>
  planImport({ agencies: fileOf(text) }, { agencies: stored, procedures: [] }, today);

const faultsOf = (...args: Parameters<typeof planOf>): string[] =>
  planOf(...args).faults.map(({ line, column, value, problem }) => [line, column, value, problem].join(' / '));

const lines = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');

/** The stored rows that an import of these lines leaves. */
const storedOf = (...rows: readonly string[]): readonly AgencyVersion[] => planOf(lines(...rows)).agencies.added;

describe('a file of agencies', () => {
  it('is taken in when it is sound, in any order of columns, with a byte order mark and blank lines', () => {
    expect(planOf(lines(...SOUND))).toMatchObject({ faults: [], agencies: { unchanged: 0 } });
    expect(planOf(lines(...SOUND)).agencies.added).toHaveLength(4);
    const turned =
      'name,code,kind,parent,calendarId,validFrom,validUntil,successor\r\n,,,,,,,\r\n\r\nTỉnh,H06,PROVINCE,,';
    expect(planOf(`\uFEFF${turned}province,2022-01-01,,\r\n`)).toMatchObject({
      faults: [],
      agencies: { added: [{ code: 'H06', name: 'Tỉnh', parent: null, validUntil: null }] },
    });
  });

  it('reads a name the same in whatever Unicode form it was typed', () => {
    const [agency] = planOf(lines(PROVINCE.normalize('NFD'))).agencies.added;
    expect(agency?.name).toBe('Tỉnh'.normalize('NFC'));
  });

  it.each([
    ['is empty', '', [' /  /  / The file is empty.']],
    [
      'has its columns separated by semicolons',
      HEADER.replaceAll(',', ';'),
      ['1 /  /  / The columns are not separated by commas.'],
    ],
    [
      'has another header, each column of which is named',
      'code,name,kind,parent,calendar,validFrom,validUntil,name\n',
      [
        '1 / calendarId /  / The column is missing.',
        '1 / successor /  / The column is missing.',
        '1 /  / calendar / There is no column of this name.',
        '1 /  / name / The column is there twice.',
      ],
    ],
    [
      'is in UTF-16',
      new Uint8Array([0xff, 0xfe, 0x63, 0x00]),
      ['1 /  /  / The file is encoded in UTF-16, not in UTF-8.'],
    ],
    [
      'is in a code page of Windows, from the line on where it shows',
      new Uint8Array([
        ...new TextEncoder().encode(`${HEADER}\nH06,T`),
        0xec,
        ...new TextEncoder().encode('nh,PROVINCE'),
      ]),
      ['2 /  /  / From this line on the file is not encoded in UTF-8.'],
    ],
  ])('is refused as a whole when it %s', (_name, text, expected) => {
    expect(faultsOf(text)).toEqual(expected);
  });

  it('loses no more than the line to broken CSV, and accuses nobody who refers to it', () => {
    const text = lines(
      PROVINCE,
      'H06.1,"Sở,DEPARTMENT,H06',
      'H06.2,Sở "A",DEPARTMENT,H06',
      'H06.3,"Sở"B,x',
      'H06.4,Sở',
      WARD,
    );
    expect(faultsOf(text)).toEqual([
      '3 /  /  / The line is no CSV: a quotation mark is opened and never closed.',
      '4 /  /  / The line is no CSV: a quotation mark stands inside a cell without quotation marks.',
      '5 /  /  / The line is no CSV: text follows a closing quotation mark.',
      '6 /  / H06.4 / The line has 2 cells instead of 8.',
    ]);
  });

  it('counts lines as the file does, whatever cells of several lines stand before', () => {
    const text = lines(PROVINCE, '000.00.01.H06,"Sở\nNội vụ",DEPARTMENT,H06,province,2022-01-01,,', 'x');
    expect(faultsOf(text)).toEqual([
      '3 / name / Sở\nNội vụ / The text has a line break or tab in it.',
      '5 /  / x / The line has 1 cells instead of 8.',
    ]);
  });
});

describe('a row of an agency', () => {
  it.each([
    ['Sở \u200BNội vụ', 'It has an invisible character in it (U+200B, character 4).'],
    ['...', 'It has no letter in it.'],
  ])('is not named %j', (name, problem) => {
    const text = lines(PROVINCE, `000.00.01.H06,${name},DEPARTMENT,H06,province,2022-01-01,,`);
    expect(faultsOf(text)).toEqual([`3 / name / ${name} / ${problem}`]);
  });

  it('has every fault of every cell told', () => {
    const text = lines(
      `31,${'x'.repeat(201)},WARD,H6,Province Calendar,01/01/2022,2025-02-30,?`,
      '000.00.01.H06,,DEPARTMENT,,province,0202-01-01,,',
    );
    expect(faultsOf(text)).toEqual([
      '2 / code / 31 / This is no agency code.',
      `2 / name / ${'x'.repeat(80)}… / The text has 201 characters.`,
      '2 / kind / WARD / The word is not known.',
      '2 / parent / H6 / This is no agency code.',
      '2 / calendarId / Province Calendar / This is no calendar.',
      '2 / validFrom / 01/01/2022 / This is no date.',
      '2 / validUntil / 2025-02-30 / This is no date.',
      '2 / successor / ? / This is no agency code.',
      '3 / name /  / The cell is empty.',
      '3 / validFrom / 0202-01-01 / The date is too far away.',
    ]);
  });

  it('says with each fault what to write instead', () => {
    const { faults } = planOf(lines('H06,Tỉnh,WARD,,province,1/1/2022,,'));
    expect(faults.map(({ remedy }) => remedy)).toEqual([
      'Write PROVINCE, DEPARTMENT, DISTRICT, COMMUNE or LAND_BRANCH.',
      'Write year-month-day, like 2025-07-01; set the column to "Text", or the spreadsheet rewrites dates.',
    ]);
  });

  it.each([
    [
      'a province under something',
      PROVINCE.replace('PROVINCE,', 'PROVINCE,H07'),
      'parent / H07 / The province has a parent.',
    ],
    [
      'an agency under nothing',
      'H06.1,Sở,DEPARTMENT,,province,2022-01-01,,',
      'parent /  / A DEPARTMENT hangs under nothing.',
    ],
    [
      'an end before the beginning',
      'H06.1,Sở,DEPARTMENT,H06,province,2022-01-01,2021-12-31,H06',
      'validUntil / 2021-12-31 / It would end before it begins on 2022-01-01.',
    ],
    [
      'a successor without an end',
      'H06.1,Sở,DEPARTMENT,H06,province,2022-01-01,,H06',
      'successor / H06 / There is a successor, but no end.',
    ],
    [
      'a successor that is itself',
      'H06.1,Sở,DEPARTMENT,H06,province,2022-01-01,2024-12-31,H06.1',
      'successor / H06.1 / It would succeed itself.',
    ],
  ])('does not go together with %s', (_name, row, expected) => {
    expect(faultsOf(lines('H06.9,x,DEPARTMENT,H06,province,2022-01-01,,', PROVINCE, row))).toContain(`4 / ${expected}`);
  });
});

describe('agencies among each other', () => {
  const without = (row: string): string[] => SOUND.filter((other) => other !== row);

  it.each([
    [
      'the same version twice',
      [...SOUND, DISTRICT],
      '6 / code / 000.00.31.H06 from 2022-01-01 / Line 3 is about the same version.',
    ],
    ['a parent that is nowhere', without(PROVINCE), '2 / parent / H06 / No agency has this code.'],
    [
      'a parent that ends before its child',
      SOUND.map((row) => (row === WARD ? WARD.replace('2025-06-30', '2025-07-31') : row)).filter(
        (row) => row !== WARD_SINCE,
      ),
      '4 / parent / 000.00.31.H06 / The agency above does not exist on 2025-07-01.',
    ],
    [
      'a parent that begins after its child',
      [
        PROVINCE.replace('2022', '2023'),
        DISTRICT.replace('2022', '2023'),
        WARD.replace('2022', '2023'),
        WARD_SINCE,
        'H06.1,Sở,DEPARTMENT,H06,province,2022-05-01,,',
      ],
      '6 / parent / H06 / The agency above does not exist on 2022-05-01.',
    ],
    [
      'a circle',
      [PROVINCE, 'H06.1,A,DEPARTMENT,H06.2,province,2022-01-01,,', 'H06.2,B,DEPARTMENT,H06.1,province,2022-01-01,,'],
      '3 / parent / H06.2 / On 2022-01-01 the way up leads back to H06.1.',
    ],
    [
      'a circle that a later version closes',
      [
        PROVINCE,
        'H06.1,A,DEPARTMENT,H06,province,2022-01-01,2022-12-31,',
        'H06.1,A,DEPARTMENT,H06.2,province,2023-01-01,,',
        'H06.2,B,DEPARTMENT,H06.1,province,2022-01-01,,',
      ],
      '4 / parent / H06.2 / On 2023-01-01 the way up leads back to H06.1.',
    ],
    [
      'versions that overlap',
      [...SOUND, 'H06,Tỉnh khác,PROVINCE,,province,2026-01-01,,'],
      '6 / validFrom / 2026-01-01 / Its time overlaps with that of the version from 2022-01-01.',
    ],
    [
      'an end without a successor',
      [PROVINCE, DISTRICT.replace('000.01.31.H06', ''), WARD, WARD_SINCE],
      '3 / successor /  / It ends on 2025-06-30, and nobody takes over its open dossiers.',
    ],
    [
      'a successor that is nowhere',
      [PROVINCE, DISTRICT.replace('000.01.31.H06', '000.99.31.H06'), WARD, WARD_SINCE],
      '3 / successor / 000.99.31.H06 / No agency has this code.',
    ],
    [
      'a successor that has ended itself',
      [PROVINCE, DISTRICT, WARD.replace('2025-06-30,', '2025-06-30,H06')],
      '3 / successor / 000.01.31.H06 / The successor does not exist on 2025-07-01.',
    ],
    [
      'a successor of an agency that goes on',
      [PROVINCE, DISTRICT, WARD.replace('2025-06-30,', '2025-06-30,H06'), WARD_SINCE],
      '4 / successor / H06 / It does not end for good: it has a version from 2025-07-01.',
    ],
  ])('are refused for %s', (_name, rows, expected) => {
    expect(faultsOf(lines(...rows))).toContain(expected);
  });

  it('are not accused of what follows from the fault of another row', () => {
    expect(faultsOf(lines(PROVINCE.replace('2022-01-01', '1.1.22'), DISTRICT, WARD, WARD_SINCE))).toEqual([
      '2 / validFrom / 1.1.22 / This is no date.',
    ]);
  });
});

describe('agencies upon those stored', () => {
  const stored = storedOf(PROVINCE, DISTRICT.replace('2025-06-30,000.01.31.H06', ','), WARD.replace('2025-06-30', ''));

  it('may end and hand over later, and go on in a new version', () => {
    const plan = planOf(lines(DISTRICT, WARD, WARD_SINCE), stored);
    expect(plan.faults).toEqual([]);
    expect(plan.agencies).toMatchObject({
      added: [{ code: '000.01.31.H06', validFrom: '2025-07-01', parent: 'H06' }],
      changed: [
        {
          row: { code: '000.00.31.H06' },
          columns: [
            { column: 'validUntil', from: null, to: '2025-06-30' },
            { column: 'successor', from: null, to: '000.01.31.H06' },
          ],
        },
        { row: { code: '000.01.31.H06', validFrom: '2022-01-01' }, columns: [{ column: 'validUntil' }] },
      ],
      unchanged: 0,
    });
  });

  it('may not change otherwise: name, kind, parent and calendar of a version stay', () => {
    const changed = '000.01.31.H06,Phường Một,DEPARTMENT,H06,elsewhere,2022-01-01,,';
    expect(faultsOf(lines(changed), stored)).toEqual(
      ['name / Phường Một', 'kind / DEPARTMENT', 'parent / H06', 'calendarId / elsewhere'].map(
        (cell) => `2 / ${cell} / This version is stored with other content, which may not change.`,
      ),
    );
  });

  it('may have an end moved while it is still to come, and not afterwards', () => {
    const ended = storedOf(...SOUND);
    const later = [
      DISTRICT.replace('2025-06-30', '2025-09-30'),
      WARD.replace('2025-06-30', '2025-09-30'),
      WARD_SINCE.replace('2025-07-01', '2025-10-01'),
    ];
    expect(faultsOf(lines(...later.slice(0, 1)), ended, '2025-06-30')).toEqual([]);
    expect(faultsOf(lines(...later.slice(0, 1)), ended, '2025-07-01')).toEqual([
      '2 / validUntil / 2025-09-30 / The version ended on 2025-06-30.',
    ]);
  });

  it('do not lose an announced end', () => {
    expect(faultsOf(lines(DISTRICT.replace('2025-06-30,000.01.31.H06', ',')), storedOf(...SOUND))).toEqual([
      '2 / validUntil /  / An announced end is not taken back.',
      '2 / successor /  / An announced end is not taken back.',
    ]);
  });

  it('tell of a stored agency that the file leaves hanging', () => {
    expect(faultsOf(lines(DISTRICT, WARD_SINCE), stored)).toEqual([
      ' / parent / 000.00.31.H06 / 000.01.31.H06 from 2022-01-01, stored earlier: The agency above does not exist on 2025-07-01.',
      '3 / validFrom / 2025-07-01 / Its time overlaps with that of the version from 2022-01-01.',
    ]);
  });
});
