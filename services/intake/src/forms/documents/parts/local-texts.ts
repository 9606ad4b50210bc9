import { AppError } from '@motcua/kernel';
import type { Channel } from '@motcua/contracts';
import type { Outcome } from '@motcua/working-calendar';

/** What was handed in of a component. */
export type CopyKind = 'ORIGINAL' | 'COPY' | 'ELECTRONIC';

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
