import type { Agency, Procedure } from '../src/plan/index.js';

const unit = (code: string, kind: string, parent: string | null): Agency => ({ code, name: code, kind, parent });
const two = (number: number): string => String(number).padStart(2, '0');
const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** A province of the real one's shape: 20 departments, 8 districts, 82 communes and 8 land branches. */
export const agencies: readonly Agency[] = [
  unit('H06', 'PROVINCE', null),
  ...range(20).map((number) => unit(`000.00.${two(number)}.H06`, 'DEPARTMENT', 'H06')),
  ...range(8).map((number) => unit(`000.00.${30 + number}.H06`, 'DISTRICT', 'H06')),
  ...range(82).map((number) => {
    const district = 31 + (number % 8);
    return unit(`000.${two(Math.ceil(number / 8))}.${district}.H06`, 'COMMUNE', `000.00.${district}.H06`);
  }),
  ...range(8).map((number) => unit(`000.${two(number)}.10.H06`, 'LAND_BRANCH', '000.00.10.H06')),
];

export const procedures: readonly Procedure[] = [
  procedure('1.000001', 'FULL_ONLINE', { amountVnd: 8_000, collection: 'PREPAID' }, [5, 'WORKING_DAY']),
  procedure('1.000002', 'PARTIAL_ONLINE', { amountVnd: 50_000, collection: 'POSTPAID' }, [10, 'WORKING_DAY']),
  procedure('1.000003', 'FULL_ONLINE', null, [4, 'HOUR']),
  procedure('1.000004', 'NONE', { amountVnd: 20_000, collection: 'POSTPAID' }, [1, 'MONTH']),
  procedure('1.000005', 'NONE', null, [3, 'CALENDAR_DAY']),
  { ...procedure('1.000006', 'FULL_ONLINE', null, [1, 'HALF_DAY']), timeLimit: null },
  {
    ...procedure('1.000007', 'PARTIAL_ONLINE', null, [15, 'WORKING_DAY']),
    clockPolicy: 'RESET',
    onlineTimeLimit: days(9),
  },
];

function procedure(
  code: string,
  onlineLevel: Procedure['onlineLevel'],
  fee: Procedure['fee'],
  [amount, unitOfTime]: readonly [number, NonNullable<Procedure['timeLimit']>['unit']],
): Procedure {
  const timeLimit = { ...days(amount), unit: unitOfTime };
  return { code, onlineLevel, fee, timeLimit, onlineTimeLimit: null, clockPolicy: 'PAUSE' };
}

function days(amount: number): NonNullable<Procedure['timeLimit']> {
  return { amount, unit: 'WORKING_DAY', countingMode: 'HOUR_EXACT', cutOff: null, skipHolidays: false };
}
