import { z } from 'zod';
import type { EventDefinition, EventFamily, EventOf } from './domain-event.js';

const DayText = z.iso.date();
const TimeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A working calendar as published; the shape that `@motcua/working-calendar` computes with. */
export const CalendarStateV1 = z.object({
  calendarId: z.string(),
  /** Working sessions by ISO weekday (1 = Monday), each schedule valid from a local day until the next one. */
  schedules: z
    .array(
      z.object({
        validFrom: DayText,
        sessions: z.array(z.object({ weekday: z.int().min(1).max(7), from: TimeText, to: TimeText })),
      }),
    )
    .min(1),
  years: z.array(
    z.object({
      year: z.int(),
      status: z.enum(['SIGNED', 'PROVISIONAL']),
      entries: z.array(z.object({ date: DayText, kind: z.enum(['OFF', 'MAKEUP']), source: z.string() })),
    }),
  ),
});
export type CalendarStateV1 = z.output<typeof CalendarStateV1>;

export const calendarEvents = {
  topic: 'calendar.events',
  producer: 'deadlines',
  subject: 'calendar id',
  state: CalendarStateV1,
} as const satisfies EventFamily;

export const CalendarPublishedV1: EventDefinition<typeof CalendarStateV1> = {
  type: 'vn.motcua.calendar.published.v1',
  family: calendarEvents,
  summary: 'A working calendar was published or changed.',
};

export const allCalendarEvents = [CalendarPublishedV1] as const;
export type CalendarEvent = EventOf<typeof CalendarPublishedV1>;
