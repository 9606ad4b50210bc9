import { CalendarStateV1, DeadlineStateV1 } from '@motcua/contracts';
import { z } from 'zod';

export const DeadlineAnswer = DeadlineStateV1.extend({ revision: z.int().positive() });
export type DeadlineAnswer = z.output<typeof DeadlineAnswer>;

export const CalendarAnswer = CalendarStateV1.extend({ revision: z.int().positive() });
export type CalendarAnswer = z.output<typeof CalendarAnswer>;
