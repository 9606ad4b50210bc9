import type { DossierStateV1, EventDefinition } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { Applicant } from '../applicants/index.js';
import type { Dossier } from './domain/dossier.js';

/** Why a dossier is at a new revision. */
export interface Change {
  readonly definition: EventDefinition<typeof DossierStateV1>;
  readonly happenedAt: Date;
  /** When it was entered. @default now */
  readonly recordedAt?: Date | undefined;
  /** Principal or event that caused it. */
  readonly actor: string;
  readonly reason?: string | undefined;
  /** Replaces the applicant; who stood there stays in the history. @default the applicant stays */
  readonly applicant?: Applicant | undefined;
}

/** A dossier at its first revision, and who is behind it. */
export interface NewDossier {
  readonly dossier: Dossier;
  readonly applicant: Applicant;
}

/** A dossier at the revision that a change brought it to. */
export interface ChangedDossier {
  readonly dossier: Dossier;
  /** Who is behind it from this revision on. @default whoever stood there stays */
  readonly applicant?: Applicant | undefined;
}

/**
 * What follows each change of dossiers, whoever made it. Runs in its transaction once dossier, history and outbox row are
 * written: it takes effect if and only if the change does, and what it throws undoes the change. It changes no dossier itself.
 */
export interface AfterChange {
  /** @param changed all that this one change has written */
  run(tx: Tx, changed: readonly ChangedDossier[], change: Change): Promise<void>;
}

/** Injection token for all that follows a change, in the order in which it runs. */
export const AFTER_CHANGE = Symbol('AfterChange');
