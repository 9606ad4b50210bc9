import type { DossierStatus } from '@motcua/contracts';

/** What a dossier must meet to be found; nothing personal in it. */
export interface SearchCriteria {
  /** Agencies whose dossiers may be seen, receiving or settling; null: all of them. */
  readonly seen: readonly string[] | null;
  /** Agencies asked for, receiving or settling. */
  readonly agencies?: readonly string[] | undefined;
  /** Agencies of which one received it. */
  readonly receiving?: readonly string[] | undefined;
  /** Any of these dossiers. */
  readonly ids?: readonly string[] | undefined;
  /** The beginning of our code, or the whole code of the system that a dossier was imported from; in any case. */
  readonly code?: string | undefined;
  /** Of the blind index; all of them. */
  readonly tokens: readonly Buffer[];
  readonly procedure?: string | undefined;
  /** Any of them. */
  readonly states?: readonly DossierStatus[] | undefined;
  /** Subject of the case officer. */
  readonly officer?: string | undefined;
  /** Handed in at or after. */
  readonly from?: Date | undefined;
  /** Handed in before. */
  readonly before?: Date | undefined;
}
