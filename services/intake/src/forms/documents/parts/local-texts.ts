import { AppError, localDayOf, toLocalIso, type LocalDay } from '@motcua/kernel';
import type { Channel } from '@motcua/contracts';
import type { Outcome } from '@motcua/working-calendar';

/** What was handed in of a component. */
export type CopyKind = 'ORIGINAL' | 'COPY' | 'ELECTRONIC';

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

/**
 * An amount of whole VND: `1.250.000 đồng`.
 * @throws AppError `amount-not-whole` for fractions, negative amounts and what a number cannot hold exactly
 */
export function vndText(amount: number): string {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new AppError(`${amount} is no amount to print: give whole VND, not negative.`, {
      code: 'amount-not-whole',
      retryable: false,
    });
  }
  return `${String(amount).replace(/\B(?=(\d{3})+$)/g, '.')} đồng`;
}

const CHANNELS: Readonly<Record<Channel, string>> = {
  IN_PERSON: 'Trực tiếp',
  ONLINE: 'Trực tuyến',
  POSTAL: 'Dịch vụ bưu chính công ích',
};

export function channelText(channel: Channel): string {
  return CHANNELS[channel];
}

const COPY_KINDS: Readonly<Record<CopyKind, string>> = {
  ORIGINAL: 'bản chính',
  COPY: 'bản sao',
  ELECTRONIC: 'bản điện tử',
};

export function copyKindText(kind: CopyKind): string {
  return COPY_KINDS[kind];
}

const OUTCOMES: Readonly<Record<Outcome, string>> = {
  EARLY: 'Trước hạn',
  ON_TIME: 'Đúng hạn',
  OVERDUE: 'Quá hạn',
};

export function outcomeText(outcome: Outcome): string {
  return OUTCOMES[outcome];
}

function localTimeOf(instant: Date): string {
  return toLocalIso(instant).slice(11, 16);
}
