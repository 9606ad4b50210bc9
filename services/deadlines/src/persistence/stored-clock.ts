import { DeadlineStateV1 } from '@motcua/contracts';
import type { Clock } from '../domain/clock-facts.js';

/** A clock as it is stored, and the revision of its deadline. */
export interface StoredClock {
  readonly dossierId: string;
  readonly revision: number;
  /** Of the calendar that it was computed with last. */
  readonly calendarRevision: number;
  /** Not parsed yet: {@link clockOf} parses it, so that a broken one does not stop the others. */
  readonly stored: Clock;
}

export const clockOf = ({ stored: { facts, state } }: StoredClock): Clock => ({
  facts,
  state: DeadlineStateV1.parse(state),
});

/** What a query selects of `deadline` to give a {@link StoredClock}. */
export const STORED_CLOCK = `dossier_id as "dossierId", revision,
  coalesce((state ->> 'calendarRevision')::int, 0) as "calendarRevision",
  jsonb_build_object('state', state, 'facts', facts) as stored`;
