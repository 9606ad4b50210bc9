import { DossierAcceptedV1, DossierCompletedV1, dossierEvents, type DomainEvent } from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import { dossierState, eventOf, eventually, type FreshDatabase, type FreshTopics } from '@motcua/testing';
import { EventStrategy, UnknownEvents, type EventContext, type Inbox } from '../../src/index.js';
import type { Outbox, UnitOfWork } from './messaging-stage.js';

export interface DeliveryStage {
  readonly topics: FreshTopics;
  readonly database: FreshDatabase;
  readonly outbox: Outbox;
  readonly unitOfWork: UnitOfWork;
}

export interface DeliveryVariant {
  /** One of the declared consumers, another one for each variant: it reads the topic from the start. */
  readonly consumer: string;
  readonly inbox: Inbox;
  /** Takes a guard away before the strategy begins. @default nothing */
  readonly breakUp?: (strategy: EventStrategy) => void;
}

interface Life {
  readonly twice: DomainEvent;
  readonly failing: DomainEvent;
  readonly last: DomainEvent;
}

/** One dossier: an event that is on the wire twice, one whose transaction fails at first, one that ends the scene. */
function newLife(): Life {
  const state = dossierState();
  return {
    twice: eventOf(DossierAcceptedV1, state, 2),
    failing: eventOf(DossierCompletedV1, { ...state, status: 'COMPLETED' }, 3),
    last: eventOf(DossierCompletedV1, { ...state, status: 'COMPLETED' }, 4),
  };
}

/** Plays the scene to a consumer and counts events that left no effect, and events that left more than one. */
export async function checkDelivery(
  { topics, database, outbox, unitOfWork }: DeliveryStage,
  { consumer, inbox, breakUp = () => undefined }: DeliveryVariant,
): Promise<{ readonly lost: number; readonly doubled: number }> {
  const lives = Array.from({ length: 12 }, newLife);
  const events = lives.flatMap(({ twice, failing, last }) => [twice, failing, last]);
  const ids = events.map(({ id }) => id);
  const toFail = new Set(lives.map(({ failing }) => failing.id));
  const handler = async (event: DomainEvent, context: EventContext): Promise<void> => {
    if (!ids.includes(event.id)) return;
    await context.tx.query('insert into effect (event_id, revision) values ($1, $2)', [event.id, event.revision]);
    if (toFail.delete(event.id)) throw new AppError('Not now.', { code: 'not-now', retryable: true });
  };
  const effects = async (): Promise<ReadonlyMap<string, number>> => {
    const rows = await database.query<{ id: string; count: number }>(
      'select event_id as id, count(*)::int as count from effect where event_id = any($1) group by 1',
      [ids],
    );
    return new Map(rows.map(({ id, count }) => [id, count]));
  };

  const options = { kafka: topics.kafka, topics: [dossierEvents.topic], unknownEvents: UnknownEvents.Ignore };
  const strategy = new EventStrategy({ ...options, consumer, inbox, outbox, unitOfWork });
  for (const { type } of [DossierAcceptedV1, DossierCompletedV1]) strategy.addHandler(type, handler, true);
  breakUp(strategy);
  for (const { twice, failing, last } of lives) await topics.publish(twice, twice, failing, last);
  strategy.listen(() => undefined);
  try {
    // A dossier's events follow each other, so what is not there when the last one is will never be.
    await eventually(async () => {
      const there = await effects();
      for (const { last } of lives) expectThere(there, last.id);
    }, 40_000);
  } finally {
    await strategy.close();
  }
  const there = await effects();
  return {
    lost: ids.filter((id) => !there.has(id)).length,
    doubled: ids.filter((id) => (there.get(id) ?? 0) > 1).length,
  };
}

function expectThere(effects: ReadonlyMap<string, number>, id: string): void {
  if (!effects.has(id)) throw new Error(`The last event ${id} has left no effect yet.`);
}
