import type { CalendarStateV1, ClockPolicy, DossierStateV1, OnlineLevel, TimeLimit } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('agency')
export class AgencyEntity {
  @PrimaryColumn('text') code!: string;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) parent!: string | null;
}

@Entity('procedure')
export class ProcedureEntity {
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') name!: string;
  @Column('text') field!: string;
  @Column('text', { name: 'online_level' }) onlineLevel!: OnlineLevel;
  @Column('jsonb', { name: 'time_limit', nullable: true }) timeLimit!: TimeLimit | null;
  @Column('text', { name: 'clock_policy' }) clockPolicy!: ClockPolicy;
  @Column('jsonb', { nullable: true }) fee!: DossierStateV1['procedure']['fee'];
  @Column('date', { name: 'valid_from' }) validFrom!: string;
}

/** One row a revision; the service may insert and read it, never change it. */
@Entity('dossier_history')
export class DossierHistoryEntity {
  @PrimaryColumn('uuid', { name: 'dossier_id' }) dossierId!: string;
  @PrimaryColumn('integer') revision!: number;
  @Column('text') type!: string;
  @Column('timestamptz', { name: 'happened_at' }) happenedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
  /** Who did it: a principal's id, or the event that made it happen. */
  @Column('text') actor!: string;
  /** Sealed: an officer may have written a name into it. */
  @Column('text', { nullable: true }) reason!: string | null;
}

/** Intake's copy of a published calendar, so that it can promise a date while every other service is down. */
@Entity('calendar')
export class CalendarEntity {
  @PrimaryColumn('text', { name: 'calendar_id' }) calendarId!: string;
  @Column('integer') revision!: number;
  @Column('jsonb') definition!: CalendarStateV1;
}
