import { describe, expect, it } from '@jest/globals';
import { planImport } from '../files/plan-import.js';
import type { AgencyVersion } from '../versions/agency-version.js';
import type { ProcedureVersion } from '../versions/procedure-version.js';

const sound = {
  code: '1.004222',
  version: '1',
  validFrom: '2022-01-01',
  name: 'Đăng ký thường trú',
  field: 'Cư trú',
  onlineLevel: 'FULL_ONLINE',
  timeLimit: '7 WORKING_DAY HOUR_EXACT',
  onlineTimeLimit: '5 WORKING_DAY HOUR_EXACT',
  clockPolicy: 'PAUSE',
  feeVnd: '25000',
  feeCollection: 'POSTPAID',
  feeLines: 'LEVY | Lệ phí đăng ký cư trú | 20000; FEE|Phí bản sao|5000',
  resultOnPaper: 'NO',
  steps:
    'Tiếp nhận | RECEIVING | 1 WORKING_DAY DAY_END;\nThẩm định | 000.00.03.H06 | 5 WORKING_DAY DAY_END; Trả kết quả | SETTLING',
  components: 'TP1 | Tờ khai | REQUIRED; TP2 | Văn bản ủy quyền | OPTIONAL',
};
type Cells = Partial<typeof sound>;

const department: AgencyVersion = {
  code: '000.00.03.H06',
  name: 'Sở Tư pháp',
  kind: 'DEPARTMENT',
  parent: null,
  calendarId: 'province',
  validFrom: '2022-01-01',
  validUntil: null,
  successor: null,
};

const rowOf = (cells: Cells): string =>
  Object.values({ ...sound, ...cells })
    .map((cell) => `"${cell}"`)
    .join(',');

interface Surroundings {
  readonly procedures?: readonly ProcedureVersion[];
  readonly agency?: AgencyVersion;
}

function planOf(rows: readonly Cells[], { procedures = [], agency = department }: Surroundings = {}) {
  const text = [Object.keys(sound).join(','), ...rows.map(rowOf)].join('\n');
  const file = { name: 'procedures.csv', bytes: new TextEncoder().encode(text) };
  return planImport({ procedures: file }, { agencies: [agency], procedures }, '2024-01-01');
}

const faultsOf = (...args: Parameters<typeof planOf>): string[] =>
  planOf(...args).faults.map(({ column, value, problem }) => `${column} / ${value} / ${problem}`);

/** No steps: lines are counted by the row then. */
const plain: Cells = { steps: '' };

describe('a row of a procedure', () => {
  it('is read with all its lists', () => {
    const limit = { countingMode: 'DAY_END', cutOff: null, skipHolidays: false, unit: 'WORKING_DAY' };
    expect(planOf([{}])).toMatchObject({ faults: [], procedures: { changed: [], unchanged: 0 } });
    expect(planOf([{}]).procedures.added).toEqual([
      {
        code: '1.004222',
        version: 1,
        validFrom: '2022-01-01',
        name: 'Đăng ký thường trú',
        field: 'Cư trú',
        onlineLevel: 'FULL_ONLINE',
        timeLimit: { ...limit, amount: 7, countingMode: 'HOUR_EXACT' },
        onlineTimeLimit: { ...limit, amount: 5, countingMode: 'HOUR_EXACT' },
        clockPolicy: 'PAUSE',
        fee: {
          amountVnd: 25_000,
          collection: 'POSTPAID',
          lines: [
            { kind: 'LEVY', name: 'Lệ phí đăng ký cư trú', amountVnd: 20_000 },
            { kind: 'FEE', name: 'Phí bản sao', amountVnd: 5_000 },
          ],
        },
        resultOnPaper: false,
        steps: [
          { name: 'Tiếp nhận', agency: 'RECEIVING', timeLimit: { ...limit, amount: 1 } },
          { name: 'Thẩm định', agency: '000.00.03.H06', timeLimit: { ...limit, amount: 5 } },
          { name: 'Trả kết quả', agency: 'SETTLING', timeLimit: null },
        ],
        components: [
          { code: 'TP1', name: 'Tờ khai', required: true },
          { code: 'TP2', name: 'Văn bản ủy quyền', required: false },
        ],
      },
    ]);
  });

  it('may do without limit, fee, steps and components', () => {
    const empty = {
      timeLimit: '',
      onlineTimeLimit: '',
      feeVnd: '',
      feeCollection: '',
      feeLines: '',
      steps: '',
      components: '',
    };
    expect(planOf([empty]).procedures.added).toMatchObject([{ timeLimit: null, fee: null, steps: [], components: [] }]);
  });

  it('knows the cut-off of a same-day procedure and days off that are not counted', () => {
    const [first, second] = planOf([
      { timeLimit: '1 WORKING_DAY DAY_END 15:00', onlineTimeLimit: '' },
      { code: '1.000001', timeLimit: '30 CALENDAR_DAY DAY_END SKIP_HOLIDAYS', onlineTimeLimit: '' },
    ]).procedures.added;
    expect(first?.timeLimit).toMatchObject({ amount: 1, cutOff: '15:00', skipHolidays: false });
    expect(second?.timeLimit).toMatchObject({ amount: 30, cutOff: null, skipHolidays: true });
  });

  it('has every fault of every cell told', () => {
    const row = {
      code: '1.00422',
      version: '0',
      validFrom: '2022-13-01',
      name: '',
      field: 'x'.repeat(101),
      onlineLevel: 'LEVEL_4',
      timeLimit: '0 DAY',
      onlineTimeLimit: 'five WORKING_DAY HOUR_EXACT',
      clockPolicy: 'STOP',
      feeVnd: '20.000',
      feeCollection: 'LATER',
      feeLines: 'TAX|Thuế|-5',
      resultOnPaper: 'x',
      steps: 'Bước|nowhere|1 WEEK DAY_END',
      components: 'tp1|Tờ khai|MAYBE',
    };
    expect(faultsOf([row])).toEqual([
      'code / 1.00422 / This is no procedure code.',
      'version / 0 / This is not a number that fits here.',
      'validFrom / 2022-13-01 / This is no date.',
      'name /  / The cell is empty.',
      `field / ${'x'.repeat(80)}… / The text has 101 characters.`,
      'onlineLevel / LEVEL_4 / The word is not known.',
      'timeLimit / 0 DAY / "0" is no amount.',
      'timeLimit / 0 DAY / The unit "DAY" is not known.',
      'timeLimit / 0 DAY / The counting mode "" is not known.',
      'onlineTimeLimit / five WORKING_DAY HOUR_EXACT / "five" is no amount.',
      'clockPolicy / STOP / The word is not known.',
      'feeVnd / 20.000 / This is not a number that fits here.',
      'feeCollection / LATER / The word is not known.',
      'feeLines / TAX|Thuế|-5 / Entry 1: kind: The word is not known.',
      'feeLines / TAX|Thuế|-5 / Entry 1: amountVnd: This is not a number that fits here.',
      'resultOnPaper / x / The word is not known.',
      'steps / Bước|nowhere|1 WEEK DAY_END / Entry 1: agency: "nowhere" is no agency.',
      'steps / Bước|nowhere|1 WEEK DAY_END / Entry 1: timeLimit: The unit "WEEK" is not known.',
      'components / tp1|Tờ khai|MAYBE / Entry 1: code: "tp1" is no code.',
      'components / tp1|Tờ khai|MAYBE / Entry 1: required: The word is not known.',
    ]);
  });

  it.each<[string, Cells, string]>([
    [
      'a cut-off with another unit',
      { timeLimit: '8 HOUR HOUR_EXACT 15:00' },
      'timeLimit / 8 HOUR HOUR_EXACT 15:00 / A cut-off has no meaning with HOUR HOUR_EXACT.',
    ],
    [
      'a cut-off with working days to the hour',
      { timeLimit: '1 WORKING_DAY HOUR_EXACT 15:00' },
      'timeLimit / 1 WORKING_DAY HOUR_EXACT 15:00 / A cut-off has no meaning with WORKING_DAY HOUR_EXACT.',
    ],
    [
      'a cut-off that is no time',
      { timeLimit: '1 WORKING_DAY DAY_END 3pm' },
      'timeLimit / 1 WORKING_DAY DAY_END 3pm / "3pm" is no cut-off.',
    ],
    [
      'holidays to skip with another unit',
      { timeLimit: '2 MONTH DAY_END SKIP_HOLIDAYS' },
      'timeLimit / 2 MONTH DAY_END SKIP_HOLIDAYS / SKIP_HOLIDAYS has no meaning with MONTH.',
    ],
    [
      'more than that after a limit',
      { timeLimit: '1 WORKING_DAY DAY_END 15:00 16:00' },
      'timeLimit / 1 WORKING_DAY DAY_END 15:00 16:00 / Too much follows the counting mode.',
    ],
    ['an online limit without an online service', { onlineLevel: 'NONE' }, 'The procedure is not offered online.'],
    ['an online limit alone', { timeLimit: '' }, 'Only online dossiers would have a limit.'],
    ['fee lines that add up to something else', { feeVnd: '30000' }, 'feeVnd / 30000 / The fee lines add up to 25000.'],
    ['a fee without lines', { feeLines: '' }, 'feeVnd / 25000 / The fee lines add up to 0.'],
    [
      'a fee without its collection',
      { feeCollection: '' },
      'feeCollection /  / It is not said when the fee is collected.',
    ],
    ['fee lines without a sum', { feeVnd: '' }, 'There are fee lines, but no sum.'],
    ['a collection without a fee', { feeVnd: '', feeLines: '' }, 'feeCollection / POSTPAID / No fee.'],
    [
      'a component twice',
      { components: 'A|x|REQUIRED;A|y|REQUIRED' },
      'components / A / The component A is there twice.',
    ],
    ['an entry of too many parts', { components: 'A|x|y|REQUIRED' }, 'Entry 1: It has 4 parts.'],
    ['an empty entry', { components: 'A|x|REQUIRED;' }, 'components /  / Entry 2: code: "" is no code.'],
    [
      'a list without end',
      { components: Array.from({ length: 51 }, (_, n) => `A${n}|x|REQUIRED`).join(';') },
      'The list has 51 entries.',
    ],
  ])('does not go together with %s', (_name, cells, expected) => {
    expect(faultsOf([{ ...plain, ...cells }])).toContainEqual(expect.stringContaining(expected));
  });
});

describe('procedures among each other and upon agencies', () => {
  it('are refused for the same version twice', () => {
    expect(faultsOf([plain, plain])).toEqual(['code / 1.004222 version 1 / Line 2 is about the same version.']);
  });

  it.each(['2021-12-31', '2022-01-01'])(
    'are refused when version 2 is valid from %s, no later than version 1',
    (day) => {
      expect(faultsOf([{ version: '2', validFrom: day, ...plain }, plain])).toEqual([
        `validFrom / ${day} / Version 1 is valid from 2022-01-01.`,
      ]);
    },
  );

  it('are refused for a step at an agency that is nowhere', () => {
    const elsewhere = { ...department, code: '000.00.04.H06' };
    expect(faultsOf([{}], { agency: elsewhere })).toEqual(['steps / 000.00.03.H06 / No agency has this code.']);
  });

  it('are refused for a step at an agency that ends while they are in force, unless a next version begins', () => {
    const ending = { ...department, validUntil: '2023-12-31', successor: 'H06' };
    const ended = 'steps / 000.00.03.H06 / The agency of the step does not exist on 2024-01-01.';
    const successor = { ...department, code: 'H06', name: 'Tỉnh', kind: 'PROVINCE' as const };
    const stored = { agencies: [ending, successor], procedures: [] };
    const faults = (rows: readonly Cells[]): string[] => {
      const text = [Object.keys(sound).join(','), ...rows.map(rowOf)].join('\n');
      const file = { name: 'procedures.csv', bytes: new TextEncoder().encode(text) };
      return planImport({ procedures: file }, stored, '2023-06-01').faults.map(
        ({ column, value, problem }) => `${column} / ${value} / ${problem}`,
      );
    };
    expect(faults([{}])).toEqual([ended]);
    expect(faults([{}, { version: '2', validFrom: '2024-01-01', steps: '' }])).toEqual([]);
    expect(faults([{}, { version: '2', validFrom: '2024-01-02', steps: '' }])).toEqual([ended]);
  });
});

describe('procedures upon those stored', () => {
  const procedures = planOf([{}]).procedures.added;

  it('are unchanged when they say the same', () => {
    expect(planOf([{}], { procedures })).toMatchObject({
      faults: [],
      procedures: { added: [], changed: [], unchanged: 1 },
    });
  });

  it('may have name and field corrected', () => {
    expect(planOf([{ name: 'Đăng ký thường trú tại xã', field: 'Cư trú, hộ khẩu' }], { procedures })).toMatchObject({
      faults: [],
      procedures: { changed: [{ columns: [{ column: 'name' }, { column: 'field', from: 'Cư trú' }] }] },
    });
  });

  it.each<[string, Cells]>([
    ['validFrom', { validFrom: '2022-01-02' }],
    ['onlineLevel', { onlineLevel: 'PARTIAL_ONLINE' }],
    ['timeLimit', { timeLimit: '8 WORKING_DAY HOUR_EXACT' }],
    ['onlineTimeLimit', { onlineTimeLimit: '' }],
    ['clockPolicy', { clockPolicy: 'RESET' }],
    ['feeLines', { feeVnd: '20000', feeLines: 'LEVY|Lệ phí đăng ký cư trú|20000' }],
    ['resultOnPaper', { resultOnPaper: 'YES' }],
    ['steps', { steps: '' }],
    ['components', { components: '' }],
  ])('want a new version for another %s', (column, cells) => {
    const { faults } = planOf([cells], { procedures });
    expect(faults).toEqual([
      expect.objectContaining({
        line: 2,
        column,
        problem: expect.stringContaining('Version 1 is stored with other content'),
        remedy: expect.stringContaining('publish a new version: a row with version 2'),
      }),
    ]);
  });

  it('take a new version beside the old one', () => {
    const next = { version: '2', validFrom: '2025-01-01', timeLimit: '6 WORKING_DAY HOUR_EXACT' };
    expect(planOf([next], { procedures })).toMatchObject({ faults: [], procedures: { added: [{ version: 2 }] } });
  });

  it('have filled in what the first edition did not hold, if the fee stays the same', () => {
    const [now] = procedures;
    const first = [{ ...now!, components: [], fee: { ...now!.fee!, lines: [] } }];
    expect(planOf([{}], { procedures: first })).toMatchObject({
      faults: [],
      procedures: { changed: [{ columns: [{ column: 'fee' }, { column: 'components' }] }] },
    });
    const dearer = [{ ...now!, fee: { ...now!.fee!, amountVnd: 30_000, lines: [] } }];
    expect(faultsOf([{}], { procedures: dearer })).toEqual([expect.stringContaining('feeLines')]);
  });
});
