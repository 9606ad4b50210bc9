import { eventServiceSettings, readSettings, type SettingsOf } from '@motcua/service-host';
import { z } from 'zod';

const shape = {
  ...eventServiceSettings,
  /** Root of the agency tree: who is CALENDAR_EDITOR there publishes the calendar of the province. */
  PROVINCE_AGENCY: z.string().min(1).max(32).default('H06'),
};

export type DeadlinesSettings = SettingsOf<typeof shape>;

export const readDeadlinesSettings = (env: NodeJS.ProcessEnv): DeadlinesSettings => readSettings(shape, env);
