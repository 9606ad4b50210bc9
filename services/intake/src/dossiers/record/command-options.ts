import type { Principal } from '@motcua/auth';
import type { Applicant } from '../../applicants/index.js';
import type { Correction } from '../domain/correction.js';
import type { DossierCommandName } from '../domain/transitions.js';

export interface RecordCommandOptions {
  readonly dossierId: string;
  /** The revision that the officer decided on. */
  readonly expectedRevision: number;
  readonly command: DossierCommandName;
  readonly result: 'POSITIVE' | 'NEGATIVE';
  readonly electronicResult: boolean;
  readonly reason?: string | undefined;
  /** Of `forward` and `assign`. @default nobody */
  readonly officer?: string | undefined;
  /** Of `request-supplement`. @default no limit */
  readonly respondBy?: Date | undefined;
  /** Of `transfer`. */
  readonly settlingAgency?: string | undefined;
  /** Of `correct`. */
  readonly correction?: Correction | undefined;
  /** Of `correct`: replaces the applicant as a whole. @default the applicant stays */
  readonly applicant?: Applicant | undefined;
  /** @default now */
  readonly happenedAt?: Date | undefined;
  readonly principal: Principal;
}

/** What an officer stated, at the instant at which it counts. */
export type DatedCommandOptions = RecordCommandOptions & { readonly happenedAt: Date };
