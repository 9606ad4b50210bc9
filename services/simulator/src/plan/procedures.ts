import type { Channel } from '@motcua/contracts';
import type { Procedure } from './model.js';

/** Procedures as two of the four indicators see them: is there an online service, is there a fee. */
export type ProcedureClass = 'OFFERED_CHARGED' | 'OFFERED_FREE' | 'COUNTER_CHARGED' | 'COUNTER_FREE';

export function classOf(procedure: Procedure): ProcedureClass {
  const service = procedure.onlineLevel === 'NONE' ? 'COUNTER' : 'OFFERED';
  return `${service}_${procedure.fee === null ? 'FREE' : 'CHARGED'}`;
}

export const isOffered = (procedure: Procedure): boolean => procedure.onlineLevel !== 'NONE';
export const isCharged = (procedure: Procedure): boolean => procedure.fee !== null;

/** The procedure as a dossier keeps it that is handed in by a channel; it may be quicker online. */
export function asHandedIn(procedure: Procedure, channel: Channel): Procedure {
  const { timeLimit, onlineTimeLimit } = procedure;
  return { ...procedure, timeLimit: (channel === 'ONLINE' ? onlineTimeLimit : null) ?? timeLimit };
}

export interface ClassSizesOptions {
  readonly accepted: number;
  readonly offered: number;
  readonly charged: number;
}

/**
 * How many accepted dossiers each class gets, so that both margins come out exactly, with the two traits independent of
 * each other as far as the catalogue allows.
 * @throws Error when the catalogue lacks a class that every solution needs
 */
export function classSizes(
  { accepted, offered, charged }: ClassSizesOptions,
  available: ReadonlySet<ProcedureClass>,
): Readonly<Record<ProcedureClass, number>> {
  const least = Math.max(0, charged + offered - accepted);
  const most = Math.min(charged, offered);
  const independent = accepted === 0 ? 0 : Math.round((charged * offered) / accepted);
  for (const both of [independent, most, least]) {
    const sizes = {
      OFFERED_CHARGED: both,
      OFFERED_FREE: offered - both,
      COUNTER_CHARGED: charged - both,
      COUNTER_FREE: accepted - offered - charged + both,
    };
    const needed = Object.entries(sizes).filter(([, size]) => size > 0);
    if (needed.every(([name, size]) => size >= 0 && available.has(name as ProcedureClass))) return sizes;
  }
  throw new Error(
    'The catalogue of procedures needs one with and one without an online service, and one with and one without a fee.',
  );
}
