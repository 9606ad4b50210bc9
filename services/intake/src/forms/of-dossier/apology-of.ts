import type { DeadlineStateV1, ExtensionGround } from '@motcua/contracts';
import { AppError, AppErrorKind, localDayOf } from '@motcua/kernel';
import { requirePromisable } from '@motcua/working-calendar';
import type { Apology } from '../documents/apology.js';
import { formNotPossible, signatoryOf, slipOf, type FormFacts } from './form-facts.js';

/** What the letter promises, before the extension is recorded: it must go out first. */
export interface NewTime {
  readonly newDueAt: Date;
  readonly ground: ExtensionGround;
}

const GROUNDS: Readonly<Record<ExtensionGround, string>> = {
  OTHER_AGENCY_LATE: 'Cơ quan phối hợp chưa có ý kiến, kết quả đúng thời hạn.',
  VERIFICATION_NEEDED: 'Nội dung hồ sơ cần được xác minh, làm rõ thêm.',
  COMPLEX_CASE: 'Hồ sơ có nội dung phức tạp, cần thêm thời gian xem xét, giải quyết.',
  STAFF_OVERLOADED: 'Số lượng hồ sơ phải giải quyết tăng cao so với nhân lực hiện có.',
  SYSTEM_FAILURE: 'Hệ thống thông tin phục vụ giải quyết hồ sơ gặp sự cố.',
  FORCE_MAJEURE: 'Xảy ra sự kiện bất khả kháng.',
};

/**
 * The letter of apology. The extension needs its date, so it is printed first, with the new time that is asked for; once
 * the extension is recorded, it is printed from there.
 * @throws AppError `form-not-possible`, `new-time-not-later`, and what {@link requirePromisable} throws of the new time
 */
export function apologyOf(facts: FormFacts, asked: NewTime | null): Apology {
  const { dossier, deadline } = facts;
  if (dossier.acceptedAt === null || dossier.appointmentAt === null) {
    throw formNotPossible('The dossier has no appointment, so none is missed.');
  }
  if (deadline === null || deadline.currentDueAt === null) {
    throw formNotPossible(
      deadline?.parked
        ? `The due instant is not known until the calendar holds ${deadline.parked.year ?? 'its years'}.`
        : 'The due instant has not reached intake yet: try again in a moment.',
    );
  }
  const { issuedAt, ...times } = deadline.extension
    ? recorded(deadline.extension, deadline.provisional, asked)
    : proposed(facts, deadline, asked);
  return {
    ...slipOf(facts, dossier.settlingAgency, issuedAt),
    kind: 'apology',
    receivedAt: new Date(dossier.acceptedAt),
    ...times,
    signatory: signatoryOf(facts),
  };
}

type Times = Pick<Apology, 'issuedAt' | 'originalDueAt' | 'newDueAt' | 'provisional' | 'reason'>;

function recorded(
  extension: NonNullable<DeadlineStateV1['extension']>,
  provisional: boolean,
  asked: NewTime | null,
): Times {
  if (asked !== null) {
    throw formNotPossible(
      'The appointment was put off once already: leave out newDueAt and ground to print that letter.',
    );
  }
  return {
    issuedAt: new Date(extension.apologyAt),
    originalDueAt: new Date(extension.fromDueAt),
    newDueAt: new Date(extension.toDueAt),
    provisional,
    reason: GROUNDS[extension.ground],
  };
}

function proposed(
  { calendar, now }: FormFacts,
  { currentDueAt, closedAt }: DeadlineStateV1,
  asked: NewTime | null,
): Times {
  if (closedAt !== null) throw formNotPossible(`The clock ended at ${closedAt}: there is nothing to put off.`);
  if (asked === null) {
    throw formNotPossible('No extension is recorded yet: name the new time and why, as newDueAt and ground.');
  }
  const due = new Date(currentDueAt!);
  if (asked.newDueAt <= due || asked.newDueAt <= now) {
    throw new AppError(`newDueAt must lie after now and after the present appointment, ${currentDueAt}.`, {
      code: 'new-time-not-later',
      retryable: false,
      kind: AppErrorKind.Unprocessable,
    });
  }
  if (calendar === null) throw formNotPossible('No calendar has reached intake yet: try again in a moment.');
  requirePromisable(calendar, asked.newDueAt, { field: 'newDueAt', after: due > now ? due : now });
  const provisional = calendar.provisional(localDayOf(asked.newDueAt));
  return { issuedAt: now, originalDueAt: due, newDueAt: asked.newDueAt, provisional, reason: GROUNDS[asked.ground] };
}
