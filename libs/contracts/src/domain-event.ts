import { isDeepStrictEqual } from 'node:util';
import { AppError, newEventId, type EventId } from '@motcua/kernel';
import { z } from 'zod';

/** An instant on the wire: ISO 8601 in UTC with milliseconds. */
export const InstantText = z.iso.datetime();

/** One stream of events: one topic, one producer, one kind of state. */
export interface EventFamily<State extends z.ZodType = z.ZodType> {
  /** Kafka topic. */
  readonly topic: string;
  /** The service that alone publishes this family. */
  readonly producer: string;
  /** The field of the state that names what an event is about; its value is the event's `subject` and the record's key. */
  readonly subject: string;
  readonly state: State;
}

/** One version of one event: what happened, named in the past tense. */
export interface EventDefinition<State extends z.ZodType = z.ZodType> {
  /** CloudEvents `type`, for example `vn.motcua.dossier.accepted.v1`. */
  readonly type: string;
  readonly family: EventFamily<State>;
  /** One sentence for `docs/events.md`. */
  readonly summary: string;
}

/**
 * An event as code sees it. On the wire it is a CloudEvent 1.0 in Kafka's binary mode: `id`, `type`, `source`, `subject`
 * and `happenedAt` (as `time`) are headers, the rest is the JSON value, and `subject` is the record's key.
 */
export interface DomainEvent<State = unknown> {
  readonly id: EventId;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  /** When it happened in the world; decides every figure. ISO 8601, UTC. */
  readonly happenedAt: string;
  /** When the producer committed it. ISO 8601, UTC. */
  readonly recordedAt: string;
  /** The producer's revision of the subject: 1, 2, 3, ... A lower or equal one is a no-op for a consumer. */
  readonly revision: number;
  /** The producer's whole public state of the subject after this event. */
  readonly state: State;
}

/** The typed event of a definition: `EventOf<typeof DossierAcceptedV1>`. */
export type EventOf<Definition extends EventDefinition> = DomainEvent<z.output<Definition['family']['state']>>;

export interface NewEventOptions<State> {
  readonly happenedAt: Date;
  readonly recordedAt: Date;
  readonly revision: number;
  readonly subject: string;
  readonly state: State;
}

/**
 * Makes an event, strictly: a state with a missing, wrong or undeclared field is the producer's fault.
 * @throws AppError `event-not-as-declared`
 */
export function newEvent<State extends z.ZodType>(
  definition: EventDefinition<State>,
  options: NewEventOptions<z.output<State>>,
): DomainEvent<z.output<State>> {
  const parsed = definition.family.state.safeParse(options.state);
  if (!parsed.success || !sameJson(parsed.data, options.state)) {
    throw new AppError(
      `${definition.type} does not match its declaration: ${parsed.success ? 'undeclared fields' : z.prettifyError(parsed.error)}`,
      { code: 'event-not-as-declared', retryable: false, cause: parsed.error },
    );
  }
  return {
    id: newEventId(),
    type: definition.type,
    source: `/services/${definition.family.producer}`,
    subject: options.subject,
    happenedAt: options.happenedAt.toISOString(),
    recordedAt: options.recordedAt.toISOString(),
    revision: options.revision,
    state: parsed.data,
  };
}

/** Whether two values are the same once written; what only memory knows (prototypes, key order) does not count. */
function sameJson(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}

const Payload = z.object({ revision: z.int().positive(), recordedAt: InstantText, state: z.unknown() });

/** The CloudEvents attributes of a record, as found in its headers. */
export interface EventAttributes {
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly subject: string;
  readonly time: string;
}

/**
 * Reads an event, tolerantly: fields that this version does not know are dropped.
 * @throws AppError `event-unreadable` (never retryable: the same bytes stay wrong)
 */
export function readEvent<State extends z.ZodType>(
  definition: EventDefinition<State>,
  attributes: EventAttributes,
  value: string,
): DomainEvent<z.output<State>> {
  try {
    const payload = Payload.parse(JSON.parse(value));
    const state = definition.family.state.parse(payload.state);
    requireSubject(definition.family, state, attributes.subject);
    return {
      id: attributes.id as EventId,
      type: attributes.type,
      source: attributes.source,
      subject: attributes.subject,
      happenedAt: InstantText.parse(attributes.time),
      recordedAt: payload.recordedAt,
      revision: payload.revision,
      state,
    };
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause);
    throw new AppError(`Event ${attributes.id} (${attributes.type}) cannot be read: ${reason}`, {
      code: 'event-unreadable',
      retryable: false,
      cause,
    });
  }
}

function requireSubject({ subject: field }: EventFamily, state: unknown, subject: string): void {
  const named = (state as Readonly<Record<string, unknown>>)[field];
  if (named !== subject) throw new Error(`the subject is ${subject}, but ${field} is ${String(named)}.`);
}

/** The JSON value of an event's record. */
export function eventValue(event: DomainEvent): string {
  return JSON.stringify({ revision: event.revision, recordedAt: event.recordedAt, state: event.state });
}
