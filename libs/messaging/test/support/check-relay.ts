import { deadlineEvents, type DomainEvent } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { eventually } from '@motcua/testing';
import type { Relay } from '../../src/index.js';
import type { DeliveryStage } from './check-delivery.js';
import { deadlineStarted } from './deadline-started.js';

const newEvent = (): DomainEvent => deadlineStarted(newDossierId(), 1);

/**
 * Lets a transaction commit after one that took its position later, and counts the committed events that were not sent
 * although two later ones were, one after the other.
 */
export async function checkRelay(
  { topics, outbox, unitOfWork }: DeliveryStage,
  relay: Relay,
): Promise<{ readonly lost: number }> {
  const sent = async (): Promise<ReadonlySet<string>> =>
    new Set((await topics.events(deadlineEvents.topic)).map(({ id }) => id));
  const untilSent = async ({ id }: DomainEvent): Promise<void> =>
    eventually(async () => {
      if (!(await sent()).has(id)) throw new Error(`Event ${id} is not sent yet.`);
    }, 20_000);
  const commit = async (event: DomainEvent): Promise<void> => unitOfWork.run((tx) => outbox.append(tx, [event]));

  relay.onApplicationBootstrap();
  try {
    const [slow, quick, next, last] = [newEvent(), newEvent(), newEvent(), newEvent()];
    const [opened, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const slowly = unitOfWork.run(async (tx) => {
      await outbox.append(tx, [slow]);
      opened.resolve();
      await released.promise;
    });
    await opened.promise;
    await commit(quick);
    await untilSent(quick);
    released.resolve();
    await slowly;
    for (const event of [next, last]) {
      await commit(event);
      await untilSent(event);
    }
    const there = await sent();
    return { lost: [slow, quick, next, last].filter(({ id }) => !there.has(id)).length };
  } finally {
    await relay.onApplicationShutdown();
  }
}
