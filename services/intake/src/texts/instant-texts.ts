import { localDayOf, toLocalIso, type LocalDay } from '@motcua/kernel';

/**
 * An instant as offices write it, local time (UTC+7): `10 giờ 00 phút, ngày 15 tháng 02 năm 2024`. Seconds are dropped.
 */
export function spokenInstant(instant: Date): string {
  const [hours, minutes] = localTimeOf(instant).split(':');
  return `${hours} giờ ${minutes} phút, ${spokenDay(localDayOf(instant))}`;
}

/**
 * A day as offices write it: `ngày 05 tháng 3 năm 2024`.
 * Source: Decree 30/2020/NĐ-CP, annex I: a zero stands before days under 10 and before the months 1 and 2 only.
 */
export function spokenDay(day: LocalDay): string {
  const [year, month = '', date] = day.split('-');
  return `ngày ${date} tháng ${Number(month) <= 2 ? month : Number(month)} năm ${year}`;
}

/** An instant for table cells, local time (UTC+7): `10:00 15/02/2024`. */
export function shortInstant(instant: Date): string {
  return `${localTimeOf(instant)} ${localDayOf(instant).split('-').reverse().join('/')}`;
}

function localTimeOf(instant: Date): string {
  return toLocalIso(instant).slice(11, 16);
}
