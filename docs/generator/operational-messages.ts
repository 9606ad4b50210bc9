import type { JsonSchema } from './state-fields.ts';

const text: JsonSchema = { type: 'string' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };

/** `DeadLetter` of libs/messaging. */
const deadLetter: JsonSchema = {
  type: 'object',
  required: ['id', 'consumer', 'code', 'reason', 'attempts', 'raisedAt', 'origin', 'record'],
  properties: {
    id: { type: 'string', format: 'uuid', description: 'Also the key of the record.' },
    consumer: { ...text, description: 'Who could not take the event in.' },
    code: { ...text, description: 'Code of the error that ended it.' },
    reason: { ...text, description: 'Text of that error.' },
    attempts: { type: 'integer', minimum: 1 },
    raisedAt: instant,
    origin: {
      type: 'object',
      description: 'Where the record stands.',
      required: ['topic', 'partition', 'offset'],
      properties: { topic: text, partition: { type: 'integer' }, offset: text },
    },
    record: {
      type: 'object',
      description: 'The record as it came; of one that was too long, its key and what fits of its headers.',
      required: ['topic', 'key', 'headers', 'value'],
      properties: {
        topic: text,
        key: text,
        headers: { type: 'object', additionalProperties: text },
        value: text,
      },
    },
    cut: { type: 'boolean', description: 'The record was too long to be carried: read it where it stands.' },
  },
};

export const deadLetterMessages: Readonly<Record<string, object>> = {
  'vn.motcua.dead-letter.raised.v1': {
    name: 'vn.motcua.dead-letter.raised.v1',
    title: 'dead-letter raised v1',
    summary: 'A consumer passed an event that it could not take in.',
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/eventHeaders' },
    payload: deadLetter,
  },
  'vn.motcua.dead-letter.replayed.v1': {
    name: 'vn.motcua.dead-letter.replayed.v1',
    title: 'dead-letter replayed v1',
    summary: 'An operator sent the event to that consumer once more; the subject is the dead letter.',
    contentType: 'application/json',
    headers: { $ref: '#/components/schemas/eventHeaders' },
    payload: { type: 'object' },
  },
};

/** `RelayWatermark` of libs/messaging; no CloudEvent. */
export const watermarkMessage: Readonly<Record<string, object>> = {
  relayWatermark: {
    name: 'relayWatermark',
    title: 'relay watermark',
    summary: 'How far a service has sent its outbox and taken in what it consumes; the time of the record counts.',
    contentType: 'application/json',
    payload: {
      type: 'object',
      required: ['service', 'at', 'oldestUnsentAt'],
      properties: {
        service: { ...text, description: 'Also the key of the record.' },
        at: { ...instant, description: 'When it was made, by the clock of the sender.' },
        oldestUnsentAt: {
          anyOf: [instant, { type: 'null' }],
          description: 'Commit time of the oldest row that was not sent then; null when all was sent.',
        },
        oldestUnsentAgeMs: {
          type: ['number', 'null'],
          description: 'Age of that row in milliseconds, by the clock of the database.',
        },
        consumer: {
          description: 'Null: the service consumes nothing.',
          anyOf: [
            {
              type: 'object',
              required: ['oldestPendingAt', 'measuredAgeMs'],
              properties: {
                oldestPendingAt: {
                  anyOf: [instant, { type: 'null' }],
                  description:
                    'Append time of the oldest record that its consumer has not taken in; null when it has all.',
                },
                measuredAgeMs: {
                  type: ['number', 'null'],
                  description: 'How long ago that was measured, in milliseconds; null: never.',
                },
              },
            },
            { type: 'null' },
          ],
        },
      },
    },
  },
};
