import {
  DossierCompletedV1,
  DossierReturnedV1,
  DossierSupplementRequestedV1,
  type DeadlineEvent,
  type DeadlineStateV1,
  type DossierStateV1,
  type EventDefinition,
} from '@motcua/contracts';
import type { NotificationFacts } from '../notification.js';

type FactsOfNews<Facts> = Facts extends NotificationFacts
  ? Omit<Facts, 'dossierCode' | 'procedureName' | 'agencyName' | 'link'>
  : never;

/** What a notification is about, without what every notification says and without the link. */
export interface News {
  readonly facts: FactsOfNews<NotificationFacts>;
  /** See `Notification.occasion`. */
  readonly occasion: string;
  /** When it happened in the world: what is old is news no more. */
  readonly happenedAt: Date;
}

/** What there is to notify of a change that led to this state, by the event that says so; null: nothing. */
export function newsOfChange({ type }: EventDefinition, state: DossierStateV1): News | null {
  const { supplements, completedAt, returnedAt } = state;
  switch (type) {
    case DossierSupplementRequestedV1.type: {
      const { requestedAt, respondBy } = supplements.at(-1)!;
      return {
        facts: { kind: 'supplement-wanted', respondBy: respondBy === null ? null : new Date(respondBy) },
        occasion: String(supplements.length),
        happenedAt: new Date(requestedAt),
      };
    }
    case DossierCompletedV1.type:
      return { facts: { kind: 'ready' }, occasion: completedAt!, happenedAt: new Date(completedAt!) };
    case DossierReturnedV1.type:
      return { facts: { kind: 'survey-link' }, occasion: 'RETURNED', happenedAt: new Date(returnedAt!) };
    default:
      return null;
  }
}

/**
 * What there is to notify when this state of the clock takes the place of `before` (null: nothing was known of it). It
 * compares the states and never asks for the event, so what arrives late or in gaps is notified once as well.
 */
export function newsOfClock(
  before: DeadlineStateV1 | null,
  { state, revision }: Pick<DeadlineEvent, 'state' | 'revision'>,
): readonly News[] {
  // What was never promised is neither missed nor moved: a dossier taken over without an appointment is due by its limit.
  if (state.originalDueAt === null) return [];
  return [...missed(before, state), ...moved(before, state, revision)];
}

function missed(before: DeadlineStateV1 | null, { missedNotice }: DeadlineStateV1): readonly News[] {
  if (missedNotice === null || missedNotice.of === before?.missedNotice?.of) return [];
  const dueAt = new Date(missedNotice.of);
  // An extension is permitted before the due instant only: no other time is known yet.
  return [{ facts: { kind: 'late', dueAt, newDueAt: null }, occasion: missedNotice.of, happenedAt: dueAt }];
}

/** By an extension or a change of the calendar. A pause moves it as well, but the applicant ended the pause. */
function moved(before: DeadlineStateV1 | null, state: DeadlineStateV1, revision: number): readonly News[] {
  const moves = [
    ...(state.extension && !before?.extension ? [state.extension] : []),
    ...state.reprojections.slice(before?.reprojections.length ?? 0),
  ].toSorted((one, other) => one.at.localeCompare(other.at));
  const [first, last] = [moves[0], moves.at(-1)];
  if (!first || !last || state.currentDueAt === null || state.currentDueAt === first.fromDueAt) return [];
  const [dueAt, newDueAt] = [new Date(first.fromDueAt), new Date(state.currentDueAt)];
  // The revision, for a due instant may be moved away and back.
  const facts = { kind: 'rescheduled', dueAt, newDueAt, provisional: state.provisional } as const;
  return [{ facts, occasion: String(revision), happenedAt: new Date(last.at) }];
}
