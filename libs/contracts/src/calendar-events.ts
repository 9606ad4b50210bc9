import { z } from 'zod';
import type { EventDefinition, EventFamily, EventOf } from './domain-event.js';

const DayText = z.iso.date();
const TimeText = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A working calendar as published; the shape that `@motcua/working-calendar` computes with. */
export const CalendarStateV1 = z.object({
  calendarId: z.string().describe('The calendar; also subject and record key.'),
  schedules: z
    .array(
      z.object({
        validFrom: DayText.describe('First local day; valid until the next schedule begins.'),
        sessions: z
          .array(
            z.object({
              weekday: z.int().min(1).max(7).describe('ISO weekday, 1 = Monday.'),
              from: TimeText.describe('Local time at which work begins.'),
              to: TimeText.describe('Local time at which work ends.'),
            }),
          )
          .describe('When the agency works.'),
      }),
    )
    .min(1)
    .describe('Weekly working sessions.'),
  years: z
    .array(
      z.object({
        year: z.int().describe('Calendar year.'),
        status: z.enum(['SIGNED', 'PROVISIONAL']).describe('Provisional until the decision on holidays is signed.'),
        entries: z
          .array(
            z.object({
              date: DayText.describe('Local day.'),
              kind: z.enum(['OFF', 'MAKEUP']).describe('A day off, or a day of rest that is worked.'),
              source: z.string().describe('The decision it comes from.'),
            }),
          )
          .describe('Days that differ from the weekly sessions.'),
      }),
    )
    .describe('Years that can be counted; time in any other year is an error.'),
});
export type CalendarStateV1 = z.output<typeof CalendarStateV1>;

export const calendarEvents = {
  topic: 'calendar.events',
  producer: 'deadlines',
  subject: 'calendarId',
  state: CalendarStateV1,
} as const satisfies EventFamily;

export const CalendarPublishedV1: EventDefinition<typeof CalendarStateV1> = {
  type: 'vn.motcua.calendar.published.v1',
  family: calendarEvents,
  summary: 'A working calendar was published or changed.',
};

export const allCalendarEvents = [CalendarPublishedV1] as const;
export type CalendarEvent = EventOf<typeof CalendarPublishedV1>;
