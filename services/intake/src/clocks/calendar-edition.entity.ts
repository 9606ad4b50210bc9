import type { CalendarStateV1 } from '@motcua/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An edition of a published calendar, so that intake can promise a date while every other service is down. */
@Entity('calendar')
export class CalendarEditionEntity {
  @PrimaryColumn('text', { name: 'calendar_id' }) calendarId!: string;
  @PrimaryColumn('integer') revision!: number;
  @Column('jsonb') definition!: CalendarStateV1;
  @Column('timestamptz', { name: 'published_at' }) publishedAt!: Date;
}
