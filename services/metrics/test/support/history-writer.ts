import {
  newEvent,
  SurveyAnsweredV1,
  SurveyInvitedV1,
  type DeadlineStateV1,
  type DomainEvent,
  type DossierStateV1,
  type EventDefinition,
  type Rating,
  type SurveyStage,
  type SurveyStateV1,
} from '@motcua/contracts';
import type { Fate } from './fates.js';

export const HOUR = 3_600_000;

export const iso = (at: number): string => new Date(at).toISOString();
/** When something was entered that many hours after it happened; null: not noted. */
export const entered = (at: number, after: number | null): string | null =>
  after === null ? null : iso(at + after * HOUR);
export const agency = (number: number): string => `H06.${String(number).padStart(2, '0')}`;

/** Writes the events of one dossier as the four producers would: each with its own revisions and its whole state. */
export class HistoryWriter {
  readonly events: DomainEvent[] = [];
  private readonly revisions = new Map<string, number>();
  private invitations: SurveyStateV1['invitations'] = [];

  constructor(readonly dossierId: string) {}

  say<State>(definition: EventDefinition, at: number, state: State): void {
    const revision = (this.revisions.get(definition.family.topic) ?? 0) + 1;
    this.revisions.set(definition.family.topic, revision);
    const happenedAt = new Date(at);
    this.events.push(
      newEvent(definition, { happenedAt, recordedAt: happenedAt, revision, subject: this.dossierId, state }),
    );
  }

  /** Surveys asks about a stage. */
  invite(stage: SurveyStage, at: number): void {
    this.invitations = [...this.invitations, { stage, invitedAt: iso(at), rating: null, answeredAt: null }];
    this.say(SurveyInvitedV1, at, { dossierId: this.dossierId, invitations: this.invitations });
  }

  answer(stage: SurveyStage, rating: Rating, at: number): void {
    this.invitations = this.invitations.map((each) =>
      each.stage === stage ? { ...each, rating, answeredAt: iso(at) } : each,
    );
    this.say(SurveyAnsweredV1, at, { dossierId: this.dossierId, invitations: this.invitations });
  }
}

/** What two producers say of a dossier, and of when. */
export interface Moment {
  readonly at: number;
  readonly dossier: DossierStateV1;
  readonly deadline: DeadlineStateV1;
}

type Steps = readonly [number, number, number, number, number, number, number, number, number, number];

/** Milliseconds from one step to the next; one hour where fate says nothing. */
export function stepsOf({ pace }: Fate): Steps {
  return Array.from({ length: 10 }, (_, index) => (pace[index] ?? 1) * HOUR) as unknown as Steps;
}
