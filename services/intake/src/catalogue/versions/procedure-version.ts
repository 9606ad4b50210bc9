import type { ClockPolicy, OnlineLevel, TimeLimit } from '@motcua/contracts';
import type { LocalDay } from '@motcua/kernel';

export interface FeeLine {
  /** `FEE` (phí) and `LEVY` (lệ phí) get separate receipts. */
  readonly kind: 'FEE' | 'LEVY';
  readonly name: string;
  readonly amountVnd: number;
}

export interface Fee {
  /** The sum of the lines; more than 0. */
  readonly amountVnd: number;
  readonly collection: 'PREPAID' | 'POSTPAID';
  readonly lines: readonly FeeLine[];
}

export interface ProcedureStep {
  readonly name: string;
  /** `RECEIVING` and `SETTLING` stand for the agencies of the dossier; anything else is an agency code. */
  readonly agency: string;
  /** Null: no limit of its own. */
  readonly timeLimit: TimeLimit | null;
}

export interface ProcedureComponent {
  readonly code: string;
  readonly name: string;
  readonly required: boolean;
}

/** A procedure as it is from a day on, until the next version of it. */
export interface ProcedureVersion {
  readonly code: string;
  readonly version: number;
  readonly name: string;
  readonly field: string;
  readonly onlineLevel: OnlineLevel;
  /** Null: no appointment date. */
  readonly timeLimit: TimeLimit | null;
  /** Null: online dossiers have the same limit as others. */
  readonly onlineTimeLimit: TimeLimit | null;
  readonly clockPolicy: ClockPolicy;
  /** Null: free of charge. */
  readonly fee: Fee | null;
  readonly resultOnPaper: boolean;
  readonly steps: readonly ProcedureStep[];
  readonly components: readonly ProcedureComponent[];
  readonly validFrom: LocalDay;
}
