import type {
  DeadlineRegister,
  IntakeRegister,
  PaymentRegister,
  RegisterName,
  Registers,
  SurveyRegister,
} from '../domain/fact.js';
import { parseCanonicalInstant } from '../domain/instant-text.js';
import { boolArray, instantArray, int4Array, textArray } from './pg-array.js';

/** How values of a kind travel: out as a binary array, back as text. */
export interface ColumnKind {
  /** SQL from the name of an unnested column to the value stored. */
  readonly store: (name: string) => string;
  readonly arrayType: string;
  readonly encode: (values: readonly never[]) => Buffer;
  /** SQL from the column to what is selected. */
  readonly select: (name: string) => string;
  readonly parse: (text: string) => unknown;
}

const asIs = (name: string): string => name;
const kind = <Value>(
  arrayType: string,
  encode: (values: readonly (Value | null)[]) => Buffer,
  parse: (text: string) => unknown,
  sql: Partial<Pick<ColumnKind, 'store' | 'select'>> = {},
): ColumnKind => ({ arrayType, encode: encode as ColumnKind['encode'], parse, store: asIs, select: asIs, ...sql });

/** `2023-05-17 03:00:00[.123]`, in UTC. */
function parseTimestamp(text: string): number {
  return parseCanonicalInstant(`${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, 23).padEnd(3, '0')}Z`);
}

const integer = kind<number>('int4[]', int4Array, Number);
const text = kind<string>('text[]', textArray, String);
const flag = kind<boolean>('boolean[]', boolArray, (value) => value === 't');
const instant = kind<number>('timestamptz[]', instantArray, parseTimestamp, {
  select: (name) => `${name} at time zone 'UTC'`,
});
/** Amounts may exceed an int4. */
const amount = kind<number>(
  'text[]',
  (values) => textArray(values.map((value) => (value === null ? null : String(value)))),
  Number,
  {
    store: (name) => `${name}::bigint`,
  },
);
const json = kind<unknown>(
  'text[]',
  (values) => textArray(values.map((value) => (value === null ? null : JSON.stringify(value)))),
  JSON.parse,
  {
    store: (name) => `${name}::jsonb`,
  },
);

export interface RegisterColumn<State> {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The register's field; null for what is stored for queries only. */
  readonly field: (keyof State & string) | null;
  readonly valueOf: (state: State) => unknown;
}

const column = <State>(name: string, kindOf: ColumnKind, field: keyof State & string): RegisterColumn<State> => ({
  name,
  kind: kindOf,
  field,
  valueOf: (state) => state[field],
});

type RegisterColumns = {
  readonly [Name in RegisterName]: readonly RegisterColumn<NonNullable<Registers[Name]>>[];
};

/** Where each register's fields are stored; the first column of each is its revision, null while it was not heard. */
export const registerColumns: RegisterColumns = {
  intake: [
    column<IntakeRegister>('intake_revision', integer, 'revision'),
    column<IntakeRegister>('procedure_code', text, 'procedureCode'),
    column<IntakeRegister>('offered_online', flag, 'offeredOnline'),
    column<IntakeRegister>('fee_bearing', flag, 'feeBearing'),
    column<IntakeRegister>('channel', text, 'channel'),
    column<IntakeRegister>('receiving_agency', text, 'receivingAgency'),
    column<IntakeRegister>('settling_agency', text, 'settlingAgency'),
    column<IntakeRegister>('status', text, 'status'),
    column<IntakeRegister>('imported', flag, 'imported'),
    column<IntakeRegister>('effective_submitted_at', instant, 'effectiveSubmittedAt'),
    column<IntakeRegister>('fee_owed_since', instant, 'feeOwedSince'),
    column<IntakeRegister>('refused_at', instant, 'refusedAt'),
    column<IntakeRegister>('accepted_at', instant, 'acceptedAt'),
    column<IntakeRegister>('waited_minutes', integer, 'waitedMinutes'),
    column<IntakeRegister>('first_supplement_at', instant, 'firstSupplementAt'),
    column<IntakeRegister>('second_supplement_at', instant, 'secondSupplementAt'),
    column<IntakeRegister>('open_stop_recorded_at', instant, 'openStopRecordedAt'),
    column<IntakeRegister>('first_completed_at', instant, 'firstCompletedAt'),
    column<IntakeRegister>('completed_at', instant, 'completedAt'),
    column<IntakeRegister>('completion_recorded_at', instant, 'completionRecordedAt'),
    column<IntakeRegister>('returned_at', instant, 'returnedAt'),
    column<IntakeRegister>('withdrawn_at', instant, 'withdrawnAt'),
    column<IntakeRegister>('terminated_at', instant, 'terminatedAt'),
    column<IntakeRegister>('voided_at', instant, 'voidedAt'),
    column<IntakeRegister>('end_recorded_at', instant, 'endRecordedAt'),
    column<IntakeRegister>('transfers', json, 'transfers'),
  ],
  deadline: [
    column<DeadlineRegister>('deadline_revision', integer, 'revision'),
    column<DeadlineRegister>('original_due_at', instant, 'originalDueAt'),
    column<DeadlineRegister>('current_due_at', instant, 'currentDueAt'),
    column<DeadlineRegister>('overdue_from', instant, 'overdueFrom'),
    column<DeadlineRegister>('due_soon_at', instant, 'dueSoonAt'),
    column<DeadlineRegister>('pauses', json, 'pauses'),
    {
      name: 'paused_since',
      kind: instant,
      field: null,
      valueOf: ({ pauses }) => pauses.find((pause) => pause.to === null)?.from ?? null,
    },
    column<DeadlineRegister>('parked_since', instant, 'parkedSince'),
    column<DeadlineRegister>('closed_at', instant, 'closedAt'),
    column<DeadlineRegister>('outcome', text, 'outcome'),
  ],
  payment: [
    column<PaymentRegister>('payment_revision', integer, 'revision'),
    column<PaymentRegister>('amount_vnd', amount, 'amountVnd'),
    column<PaymentRegister>('payment_status', text, 'status'),
    column<PaymentRegister>('payment_method', text, 'method'),
    column<PaymentRegister>('settled_at', instant, 'settledAt'),
    column<PaymentRegister>('refunded_at', instant, 'refundedAt'),
  ],
  survey: [
    column<SurveyRegister>('survey_revision', integer, 'revision'),
    column<SurveyRegister>('invitations', json, 'invitations'),
  ],
};
