import { calendarEvents } from './calendar-events.js';
import { deadlineEvents } from './deadline-events.js';
import { dossierEvents } from './dossier-events.js';
import { paymentEvents } from './payment-events.js';
import { surveyEvents } from './survey-events.js';

/** How a topic must be set up; checked whenever a service starts. */
export interface TopicDeclaration {
  readonly name: string;
  readonly partitions: number;
  readonly config: Readonly<Record<string, string>>;
}

/** One number for all, so that partition p of every topic holds the same dossiers. Another number means new topics. */
export const PARTITIONS = 24;

/** The topics are the record: nothing in them expires, and the broker stamps each record. */
const record = (name: string, extra: Readonly<Record<string, string>> = {}): TopicDeclaration => ({
  name,
  partitions: PARTITIONS,
  config: {
    'retention.ms': '-1',
    'message.timestamp.type': 'LogAppendTime',
    'unclean.leader.election.enable': 'false',
    ...extra,
  },
});

/** Consumers that keep dead letters; each has a topic by which one event is replayed to it alone. */
export const CONSUMERS = ['intake', 'deadlines', 'payments', 'surveys', 'metrics'] as const;
export type ConsumerName = (typeof CONSUMERS)[number];

export const replaysTopic = (consumer: string): string => `${consumer}.replays`;
export const DEAD_LETTERS_TOPIC = 'dead.letters';
/** Each relay says every second how far it has come, also when idle. */
export const WATERMARKS_TOPIC = 'relay.watermarks';

/** The four streams that figures are made of. */
export const EVENT_TOPICS = [
  dossierEvents.topic,
  deadlineEvents.topic,
  paymentEvents.topic,
  surveyEvents.topic,
] as const;

export const topicDeclarations: readonly TopicDeclaration[] = [
  ...EVENT_TOPICS.map((name) => record(name)),
  record(calendarEvents.topic, { 'cleanup.policy': 'compact' }),
  record(DEAD_LETTERS_TOPIC),
  ...CONSUMERS.map((consumer) => record(replaysTopic(consumer))),
  {
    name: WATERMARKS_TOPIC,
    partitions: 1,
    config: { 'retention.ms': '3600000', 'message.timestamp.type': 'LogAppendTime' },
  },
];
