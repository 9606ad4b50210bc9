import { z } from 'zod';

export const OnlineLevel = z.enum(['NONE', 'PARTIAL_ONLINE', 'FULL_ONLINE']);
export type OnlineLevel = z.output<typeof OnlineLevel>;

const LocalTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

export const TimeLimit = z.object({
  amount: z.int().positive().describe('How many units.'),
  unit: z.enum(['HOUR', 'HALF_DAY', 'WORKING_DAY', 'CALENDAR_DAY', 'MONTH']).describe('What is counted.'),
  countingMode: z
    .enum(['HOUR_EXACT', 'DAY_END'])
    .describe('Due to the hour of receipt, or at the end of the last working day.'),
  cutOff: LocalTime.nullable()
    .default(null)
    .describe('Working days to the day only: receipt up to this local time counts the day of receipt as the first.'),
  skipHolidays: z.boolean().default(false).describe('Calendar days only: decreed days off are not counted.'),
});
export type TimeLimit = z.output<typeof TimeLimit>;

/** How a supplement moves the due instant: by the working time of the pause, counted anew, or by whole working days. */
export const ClockPolicy = z.enum(['PAUSE', 'RESET', 'SHIFT']);
export type ClockPolicy = z.output<typeof ClockPolicy>;

/** `FEE` (phí) and `LEVY` (lệ phí) get separate receipts. */
export const FeeLine = z.object({
  kind: z.enum(['FEE', 'LEVY']).describe('For a service, or levied by law.'),
  title: z.string().describe('As in the published procedure.'),
  amountVnd: z.int().nonnegative().describe('Whole Vietnamese dong.'),
});
export type FeeLine = z.output<typeof FeeLine>;
