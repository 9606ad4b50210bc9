import { boolArray, instantArray, int4Array, textArray } from '../projection/index.js';
import { parseCanonicalInstant } from '../time/index.js';
import type { DeadlineSlice, IntakeSlice, PaymentSlice, SliceName, Slices, SurveySlice } from './fact.js';

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

export interface SliceColumn<State> {
  readonly name: string;
  readonly kind: ColumnKind;
  /** The slice's field; null for what is stored for queries only. */
  readonly field: (keyof State & string) | null;
  readonly valueOf: (state: State) => unknown;
}

const column = <State>(name: string, kindOf: ColumnKind, field: keyof State & string): SliceColumn<State> => ({
  name,
  kind: kindOf,
  field,
  valueOf: (state) => state[field],
});

type SliceColumns = {
  readonly [Name in SliceName]: readonly SliceColumn<NonNullable<Slices[Name]>>[];
};

/** Where each slice's fields are stored; the first column of each is its revision, null while it was not heard. */
export const sliceColumns: SliceColumns = {
  intake: [
    column<IntakeSlice>('intake_revision', integer, 'revision'),
    column<IntakeSlice>('procedure_code', text, 'procedureCode'),
    column<IntakeSlice>('offered_online', flag, 'offeredOnline'),
    column<IntakeSlice>('fee_bearing', flag, 'feeBearing'),
    column<IntakeSlice>('channel', text, 'channel'),
    column<IntakeSlice>('receiving_agency', text, 'receivingAgency'),
    column<IntakeSlice>('settling_agency', text, 'settlingAgency'),
    column<IntakeSlice>('status', text, 'status'),
    column<IntakeSlice>('imported', flag, 'imported'),
    column<IntakeSlice>('effective_submitted_at', instant, 'effectiveSubmittedAt'),
    column<IntakeSlice>('fee_owed_since', instant, 'feeOwedSince'),
    column<IntakeSlice>('refused_at', instant, 'refusedAt'),
    column<IntakeSlice>('accepted_at', instant, 'acceptedAt'),
    column<IntakeSlice>('waited_minutes', integer, 'waitedMinutes'),
    column<IntakeSlice>('first_supplement_at', instant, 'firstSupplementAt'),
    column<IntakeSlice>('second_supplement_at', instant, 'secondSupplementAt'),
    column<IntakeSlice>('open_stop_recorded_at', instant, 'openStopRecordedAt'),
    column<IntakeSlice>('first_completed_at', instant, 'firstCompletedAt'),
    column<IntakeSlice>('completed_at', instant, 'completedAt'),
    column<IntakeSlice>('completion_recorded_at', instant, 'completionRecordedAt'),
    column<IntakeSlice>('returned_at', instant, 'returnedAt'),
    column<IntakeSlice>('withdrawn_at', instant, 'withdrawnAt'),
    column<IntakeSlice>('terminated_at', instant, 'terminatedAt'),
    column<IntakeSlice>('voided_at', instant, 'voidedAt'),
    column<IntakeSlice>('end_recorded_at', instant, 'endRecordedAt'),
    column<IntakeSlice>('transfers', json, 'transfers'),
  ],
  deadline: [
    column<DeadlineSlice>('deadline_revision', integer, 'revision'),
    column<DeadlineSlice>('original_due_at', instant, 'originalDueAt'),
    column<DeadlineSlice>('current_due_at', instant, 'currentDueAt'),
    column<DeadlineSlice>('overdue_from', instant, 'overdueFrom'),
    column<DeadlineSlice>('due_soon_at', instant, 'dueSoonAt'),
    column<DeadlineSlice>('pauses', json, 'pauses'),
    {
      name: 'paused_since',
      kind: instant,
      field: null,
      valueOf: ({ pauses }) => pauses.find((pause) => pause.to === null)?.from ?? null,
    },
    column<DeadlineSlice>('parked_since', instant, 'parkedSince'),
    column<DeadlineSlice>('closed_at', instant, 'closedAt'),
    column<DeadlineSlice>('outcome', text, 'outcome'),
  ],
  payment: [
    column<PaymentSlice>('payment_revision', integer, 'revision'),
    column<PaymentSlice>('amount_vnd', amount, 'amountVnd'),
    column<PaymentSlice>('payment_status', text, 'status'),
    column<PaymentSlice>('payment_method', text, 'method'),
    column<PaymentSlice>('settled_at', instant, 'settledAt'),
    column<PaymentSlice>('refunded_at', instant, 'refundedAt'),
  ],
  survey: [
    column<SurveySlice>('survey_revision', integer, 'revision'),
    column<SurveySlice>('invitations', json, 'invitations'),
  ],
};
