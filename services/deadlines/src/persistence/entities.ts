import type { CalendarStateV1, DeadlineStateV1 } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The calendars as this service publishes them. */
@Entity('calendar')
export class CalendarEntity {
  @PrimaryColumn('text', { name: 'calendar_id' }) calendarId!: string;
  /** 0 only within the transaction that publishes it for the first time. */
  @Column('integer') revision!: number;
  @Column('jsonb') definition!: CalendarStateV1 | null;
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
  /** Root first: what a reader's role is compared with. */
  @Column('text', { name: 'settling_agency_path', array: true }) settlingAgencyPath!: string[];
  @Column('timestamptz', { name: 'due_soon_notice_from', nullable: true }) dueSoonNoticeFrom!: Date | null;
  @Column('timestamptz', { name: 'missed_notice_from', nullable: true }) missedNoticeFrom!: Date | null;
  @Column('timestamptz', { name: 'due_soon_noticed_at', nullable: true }) dueSoonNoticedAt!: Date | null;
  @Column('timestamptz', { name: 'missed_noticed_at', nullable: true }) missedNoticedAt!: Date | null;
}
