import { describe, expect, it } from '@jest/globals';
import {
  DISTRICT,
  faultsOf,
  lines,
  planOf,
  PROVINCE,
  SOUND,
  storedOf,
  WARD,
  WARD_SINCE,
} from './support/agency-files.js';

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

  it('name a stored agency that the file leaves without its parent', () => {
    expect(faultsOf(lines(DISTRICT, WARD_SINCE), stored)).toEqual([
      ' / parent / 000.00.31.H06 / 000.01.31.H06 from 2022-01-01, stored earlier: The agency above does not exist on 2025-07-01.',
      '3 / validFrom / 2025-07-01 / Its time overlaps with that of the version from 2022-01-01.',
    ]);
  });
});
