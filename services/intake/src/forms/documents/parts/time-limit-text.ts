import type { DossierStateV1 } from '@motcua/contracts';

type TimeLimit = NonNullable<DossierStateV1['procedure']['timeLimit']>;

const UNITS: Readonly<Record<TimeLimit['unit'], string>> = {
  HOUR: 'giờ làm việc',
  HALF_DAY: 'nửa ngày làm việc',
  WORKING_DAY: 'ngày làm việc',
  CALENDAR_DAY: 'ngày',
  MONTH: 'tháng',
};

/** A time limit as slips have it: `05 ngày làm việc`; null: the procedure sets none. */
export function timeLimitText(limit: TimeLimit | null): string {
  if (limit === null) return 'không quy định';
  const text = `${String(limit.amount).padStart(2, '0')} ${UNITS[limit.unit]}`;
  if (limit.unit === 'WORKING_DAY' && limit.cutOff !== null)
    return `${text} (nhận sau ${limit.cutOff}: tính từ ngày sau)`;
  return text;
}
