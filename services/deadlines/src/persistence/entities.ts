import type { CalendarStateV1, DeadlineStateV1 } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ClockFacts } from '../domain/clock-facts.js';

/** The calendars as this service publishes them. */
@Entity('calendar')
export class CalendarEntity {
  @PrimaryColumn('text', { name: 'calendar_id' }) calendarId!: string;
  /** 0 only within the transaction that publishes it for the first time. */
  @Column('integer') revision!: number;
  @Column('jsonb') definition!: CalendarStateV1 | null;
}

/** Every edition of a calendar: a promise is checked with the one that it was computed with. */
@Entity('calendar_edition')
export class CalendarEditionEntity {
  @PrimaryColumn('text', { name: 'calendar_id' }) calendarId!: string;
  @PrimaryColumn('integer') revision!: number;
  @Column('jsonb') definition!: CalendarStateV1;
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
  /** Principal, or `start` for the calendars of the service itself. */
  @Column('text', { name: 'published_by' }) publishedBy!: string;
  /** Who proposed what a second person published; null: it needed no second one. */
  @Column('text', { name: 'proposed_by', nullable: true }) proposedBy!: string | null;
}

/** An edition that changes days that are over, until a second person has looked at it; at most one a calendar. */
@Entity('calendar_proposal')
export class CalendarProposalEntity {
  @PrimaryColumn('text', { name: 'calendar_id' }) calendarId!: string;
  /** What a second person approves: exactly this proposal, and not one that replaced it. */
  @Column('uuid', { name: 'proposal_id' }) proposalId!: string;
  /** The revision that the change was made from. */
  @Column('integer', { name: 'from_revision' }) fromRevision!: number;
  @Column('jsonb') definition!: CalendarStateV1;
  @Column('text', { name: 'past_changes', array: true }) pastChanges!: string[];
  @Column('timestamptz', { name: 'proposed_at' }) proposedAt!: Date;
  @Column('text', { name: 'proposed_by' }) proposedBy!: string;
}

/** One row for each dossier that was ever accepted. */
@Entity('deadline')
export class DeadlineEntity {
  @PrimaryColumn('uuid', { name: 'dossier_id' }) dossierId!: string;
  /** Intake's revision up to which the dossier was followed. */
  @Column('integer', { name: 'dossier_revision' }) dossierRevision!: number;
  /** 0 only within the transaction that starts the clock. */
  @Column('integer') revision!: number;
  @Column('jsonb') state!: DeadlineStateV1 | null;
  /** What the clock is computed from; null for a row that an older version wrote, until it is followed again. */
  @Column('jsonb', { nullable: true }) facts!: ClockFacts | null;
  /** Root first: what a reader's role is compared with. */
  @Column('text', { name: 'settling_agency_path', array: true }) settlingAgencyPath!: string[];
  @Column('text', { name: 'dossier_code' }) dossierCode!: string;
  @Column('text', { name: 'case_officer', nullable: true }) caseOfficer!: string | null;
  /** Of the state, as columns, for the work lists. */
  @Column('timestamptz', { name: 'due_soon_at', nullable: true }) dueSoonAt!: Date | null;
  @Column('timestamptz', { name: 'current_due_at', nullable: true }) currentDueAt!: Date | null;
  @Column('timestamptz', { name: 'paused_since', nullable: true }) pausedSince!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt!: Date | null;
  /** Of the step that is open: who is responsible for it, and until when. */
  @Column('text', { name: 'step_agency', nullable: true }) stepAgency!: string | null;
  @Column('timestamptz', { name: 'step_due_at', nullable: true }) stepDueAt!: Date | null;
  /** Since when something of the clock cannot be computed: its due instant, or a step's. */
  @Column('timestamptz', { name: 'parked_since', nullable: true }) parkedSince!: Date | null;
  /** The newest revision of the calendar that a parked clock was computed with. */
  @Column('integer', { name: 'tried_revision' }) triedRevision!: number;
  @Column('timestamptz', { name: 'due_soon_notice_from', nullable: true }) dueSoonNoticeFrom!: Date | null;
  @Column('timestamptz', { name: 'missed_notice_from', nullable: true }) missedNoticeFrom!: Date | null;
}
