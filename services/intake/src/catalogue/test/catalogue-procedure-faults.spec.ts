import { describe, expect, it } from '@jest/globals';
import { faultsOf, plain, planOf, type Cells } from './support/procedure-files.js';

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

  it('has every fault of every cell reported', () => {
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
