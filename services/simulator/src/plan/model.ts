import type {
  Channel,
  ClockPolicy,
  ExtensionGround,
  OnlineLevel,
  Rating,
  SurveyStage,
  TimeLimit,
} from '@motcua/contracts';

/** A counter of the province, or a part of its tree, as `GET /agencies` of intake answers it. */
export interface Agency {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly parent: string | null;
}

/** A procedure in force, as `GET /procedures` of intake answers it. */
export interface Procedure {
  readonly code: string;
  readonly onlineLevel: OnlineLevel;
  readonly fee: { readonly amountVnd: number; readonly collection: 'PREPAID' | 'POSTPAID' } | null;
  /** Null: no appointment date. */
  readonly timeLimit: TimeLimit | null;
  /** Of what is handed in online; null: the same one. */
  readonly onlineTimeLimit: TimeLimit | null;
  readonly clockPolicy: ClockPolicy;
}

export interface Applicant {
  readonly kind: 'CITIZEN' | 'ENTERPRISE' | 'HOUSEHOLD';
  readonly name: string;
  readonly phone: string;
  readonly idNumber?: string;
}

/**
 * How a completion stands to the dossier's due instant. The due instant is known only when the counter has answered, so
 * the plan fixes the relation and foretells the instant.
 */
export type Timing =
  /** The procedure has no appointment: so much working time after the last step. */
  | { readonly kind: 'NO_APPOINTMENT'; readonly workingMs: number }
  /** At this share (0 to 1) of the working time left. */
  | { readonly kind: 'BEFORE'; readonly share: number }
  /** After the first appointment, within the time that a pause won. */
  | { readonly kind: 'WITHIN_PAUSE'; readonly share: number }
  | { readonly kind: 'EXACT' }
  /** So much working time late. */
  | { readonly kind: 'AFTER'; readonly workingMs: number };

/** What a gateway reports about one dossier's fee. */
export interface OnlinePayment {
  readonly failuresFirst: number;
  /** How often the gateway repeats the callback of the success. */
  readonly duplicates: number;
  /** `AFTER`: paid back later. `BEFORE_SUCCESS`: the callbacks arrive in the wrong order. */
  readonly refund: 'NONE' | 'AFTER' | 'BEFORE_SUCCESS';
}

/** What a supervisor puts right. An instant of completion is planned by how it stands to the due instant. */
export type PlannedCorrection =
  | { readonly field: 'channel'; readonly value: Channel }
  | { readonly field: 'eIdVerified'; readonly value: boolean }
  | { readonly field: 'completedAt'; readonly timing: Timing };

/** One thing that somebody does with a dossier, and when. */
export type PlannedStep = { readonly at: Date } & (
  | { readonly kind: 'submit' | 'accept' | 'return' | 'withdraw' | 'pay-cash' }
  | { readonly kind: 'receive-supplement' | 'request-payment' | 'receive-payment' | 'resume' }
  | { readonly kind: 'refuse' | 'request-supplement' | 'suspend' | 'terminate' | 'void'; readonly reason: string }
  | { readonly kind: 'forward' | 'assign'; readonly officer: string }
  | { readonly kind: 'transfer'; readonly settlingAgency: string; readonly reason: string }
  | { readonly kind: 'correct'; readonly correction: PlannedCorrection; readonly reason: string }
  | { readonly kind: 'extend'; readonly ground: ExtensionGround }
  | { readonly kind: 'complete'; readonly result: 'POSITIVE' | 'NEGATIVE'; readonly timing: Timing }
  | { readonly kind: 'pay-online'; readonly payment: OnlinePayment }
  | { readonly kind: 'answer'; readonly stage: SurveyStage; readonly rating: Rating }
);

/** A step before its time is known. */
export type StepWithoutInstant = PlannedStep extends infer Step
  ? Step extends PlannedStep
    ? Omit<Step, 'at'>
    : never
  : never;

/** The life of one dossier; its steps are in order. */
export interface PlannedDossier {
  readonly number: number;
  /** With the time limit that holds for the channel it was handed in by. */
  readonly procedure: Procedure;
  readonly receivingAgency: string;
  /** As it was handed in; a step may transfer it. */
  readonly settlingAgency: string;
  /** As it was handed in; a step may correct it. */
  readonly channel: Channel;
  readonly applicant: Applicant;
  readonly steps: readonly PlannedStep[];
}

export const INDICATORS = ['onTime', 'onlineDossier', 'onlinePayment', 'satisfaction'] as const;
export type IndicatorId = (typeof INDICATORS)[number];

export interface Count {
  readonly numerator: number;
  readonly denominator: number;
}

export type Counts = Readonly<Record<IndicatorId, Count>>;

/** What the metrics API must say once everything has arrived. */
export interface Expectation {
  readonly province: Counts;
  readonly agencies: ReadonlyMap<string, Counts>;
}

export interface ProvincePlan {
  readonly dossiers: readonly PlannedDossier[];
  readonly expectation: Expectation;
}
