import { eventValue, type DomainEvent, type EventAttributes } from '@motcua/contracts';
import { AppError } from '@motcua/kernel';
import type { IHeaders } from 'kafkajs';

/** A record on its way to or from a topic. */
export interface EventRecord {
  /** Logical topic name. */
  readonly topic: string;
  readonly key: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

/** CloudEvents 1.0, Kafka protocol binding 1.0.2, binary content mode: attributes in headers, data in the value. */
export function toRecord(topic: string, event: DomainEvent): EventRecord {
  return {
    topic,
    key: event.subject,
    headers: {
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_type: event.type,
      ce_source: event.source,
      ce_time: event.happenedAt,
      ce_subject: event.subject,
      'content-type': 'application/json',
    },
    value: eventValue(event),
  };
}

/** Text of a record as PostgreSQL can store it: without NUL, so that every record can become a dead letter. */
export function textOf(bytes: Buffer | string | null | undefined): string {
  return String(bytes ?? '').replaceAll('\0', '\uFFFD');
}

/** Headers as text; kafkajs hands out buffers, and lists for repeated names (the last one wins). */
export function headersOf(headers: IHeaders | undefined): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).map(([name, value]) => [name, textOf(Array.isArray(value) ? value.at(-1) : value)]),
  );
}

/** @throws AppError `event-unreadable` when a CloudEvents attribute is missing. */
export function attributesOf(headers: Readonly<Record<string, string>>): EventAttributes {
  const { ce_id: id, ce_type: type, ce_source: source, ce_time: time, ce_subject: subject } = headers;
  if (!id || !type || !source || !time || !subject) {
    throw new AppError('The record lacks CloudEvents headers (ce_id, ce_type, ce_source, ce_time, ce_subject).', {
      code: 'event-unreadable',
      retryable: false,
    });
  }
  return { id, type, source, time, subject };
}
