import { describe, expect, it } from '@jest/globals';
import { planImport } from '../files/plan-import.js';
import { department, faultsOf, plain, planOf, rowOf, sound, type Cells } from './support/procedure-files.js';

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
