import type { WorkingCalendar } from '@motcua/working-calendar';
import { z } from 'zod';
import { atRevision } from './at-revision.js';
import type { Payer } from './payment-steps.js';

/** What dealing with a dossier's clock needs to know of the dossier. */
export type ClockWatcher = Omit<Payer, 'gateway'>;

const Deadline = z.object({
  revision: z.number(),
  currentDueAt: z.string().nullable(),
  pauses: z.array(z.object({ to: z.string().nullable() })),
});
type Deadline = z.output<typeof Deadline>;

/** What an extension grants, at least. */
const PUT_OFF_MS = 7 * 24 * 3_600_000;

/** The due instant once deadlines has received so many stops of the clock, all of them over. */
export async function dueAfterStops(watcher: ClockWatcher, stops: number): Promise<Date | null> {
  const { currentDueAt } = await deadlineOf(watcher, ({ pauses }) => {
    return pauses.length === stops && pauses.every(({ to }) => to !== null);
  });
  return currentDueAt === null ? null : new Date(currentDueAt);
}

/** A supervisor puts the appointment off: now, because that is never backdated, and to when people can come. */
export async function putOff(watcher: ClockWatcher, ground: string, calendar: WorkingCalendar): Promise<void> {
  const { api, dossierId, signal } = watcher;
  const { revision, currentDueAt } = await deadlineOf(watcher, (deadline) => deadline.currentDueAt !== null);
  const idempotencyKey = watcher.key('extend');
  const toDueAt = calendar.startOfClock(new Date(new Date(currentDueAt!).getTime() + PUT_OFF_MS));
  const request = {
    method: 'POST',
    path: `/api/deadlines/deadlines/${dossierId}/extend`,
    as: 'simulator-counter',
    idempotencyKey,
    body: { apologyAt: new Date(), ground, toDueAt },
  } as const;
  const lookAgain = async (): Promise<number> => (await deadlineOf(watcher, () => true)).revision;
  const answer = await atRevision({ api, request, revision, lookAgain, signal });
  watcher.journal('extend', idempotencyKey, answer.revision ?? null);
}

function deadlineOf({ awaited, dossierId }: ClockWatcher, isMeant: (deadline: Deadline) => boolean): Promise<Deadline> {
  return awaited('The deadline', `/api/deadlines/deadlines/${dossierId}`, (body) => {
    const deadline = Deadline.parse(body);
    return isMeant(deadline) ? deadline : undefined;
  });
}
