import type { Stack } from '../../deploy/local/src/stack.ts';
import { ask } from './front-door.ts';
import { settled } from './patience.ts';

export interface Calendar {
  readonly revision: number;
  readonly calendarId: string;
  readonly years: readonly {
    readonly year: number;
    readonly status?: string;
    readonly entries: readonly { readonly date: string }[];
  }[];
}

/** What a calendar says, without the number of its edition. */
export type CalendarDefinition = Omit<Calendar, 'revision'>;

export async function readCalendar(stack: Stack): Promise<Calendar> {
  const calendars = await ask<readonly Calendar[]>(stack, '/api/deadlines/calendars');
  return calendars.find(({ calendarId }) => calendarId === 'province')!;
}

/** Publishes what follows an edition, with the same key until the answer is heard. */
export async function publishEdition(
  stack: Stack,
  body: CalendarDefinition,
  after: number,
  idempotencyKey: string,
): Promise<void> {
  await settled(
    () => ask(stack, '/api/deadlines/calendars', { as: 'calendar-editor', body, ifMatch: after, idempotencyKey }),
    () => true,
  );
}
