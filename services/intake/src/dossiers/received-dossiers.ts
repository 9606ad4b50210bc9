import type { DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';

/** Dossiers that some agencies took in within a time. */
export interface ReceivedWithin {
  readonly agencies: readonly string[];
  readonly from: Date;
  /** Exclusive. */
  readonly before: Date;
}

export interface ReceivedDossier {
  readonly state: DossierStateV1;
  /** In the version that the dossier keeps; null: the catalogue does not have it. */
  readonly procedureName: string | null;
}

/** Finds what agencies took in, whoever asks: rights are held by who calls it. */
export interface ReceivedDossiers {
  /** How many there are, counted no further than `most`. */
  count(tx: Tx, within: ReceivedWithin, most: number): Promise<number>;
  /** All of them in pages, newest first. */
  pages(tx: Tx, within: ReceivedWithin): AsyncIterable<readonly ReceivedDossier[]>;
}

/** Injection token for who finds them. */
export const RECEIVED_DOSSIERS = Symbol('ReceivedDossiers');
