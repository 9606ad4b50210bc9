import type { ClockPolicy, OnlineLevel, TimeLimit } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fee, ProcedureComponent, ProcedureStep, ProcedureVersion } from './versions/procedure-version.js';

/** An agency as it stands from a day on. */
@Entity('agency')
export class AgencyEntity {
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('date', { name: 'valid_from' }) validFrom!: string;
  /** The last day; null: it goes on. */
  @Column('date', { name: 'valid_until', nullable: true }) validUntil!: string | null;
  @Column('text') name!: string;
  @Column('text') kind!: string;
  @Column('text', { nullable: true }) parent!: string | null;
  /** The working calendar by which it counts. */
  @Column('text', { name: 'calendar_id' }) calendarId!: string;
  /** Who takes over its open dossiers when it ends for good. */
  @Column('text', { nullable: true }) successor!: string | null;
}

@Entity('procedure')
export class ProcedureEntity implements ProcedureVersion {
  @PrimaryColumn('text') code!: string;
  @PrimaryColumn('integer') version!: number;
  @Column('text') name!: string;
  @Column('text') field!: string;
  @Column('text', { name: 'online_level' }) onlineLevel!: OnlineLevel;
  @Column('jsonb', { name: 'time_limit', nullable: true }) timeLimit!: TimeLimit | null;
  @Column('jsonb', { name: 'online_time_limit', nullable: true }) onlineTimeLimit!: TimeLimit | null;
  @Column('text', { name: 'clock_policy' }) clockPolicy!: ClockPolicy;
  @Column('jsonb', { nullable: true }) fee!: Fee | null;
  @Column('boolean', { name: 'result_on_paper' }) resultOnPaper!: boolean;
  @Column('jsonb') steps!: readonly ProcedureStep[];
  @Column('jsonb') components!: readonly ProcedureComponent[];
  @Column('date', { name: 'valid_from' }) validFrom!: string;
}
