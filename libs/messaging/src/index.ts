export { EventContext } from './consumers/event-context.js';
export { EventStrategy, UnknownEvents, type EventStrategyOptions } from './consumers/event-strategy.js';
export { deadLetterRecord, newDeadLetter, REPLAY_HEADER, type DeadLetter } from './dead-letters/dead-letter.js';
export { readDeadLetters, type ListedDeadLetter } from './dead-letters/read-dead-letters.js';
export { replayDeadLetter } from './dead-letters/replay-dead-letter.js';
export { Inbox } from './inbox/inbox.js';
export { ensureTopics } from './kafka/ensure-topics.js';
export { attributesOf, headersOf, textOf, toRecord, type EventRecord } from './kafka/event-record.js';
export {
  createKafka,
  createProducer,
  KAFKA_OPTIONS,
  logicalTopic,
  physicalTopic,
  type KafkaOptions,
} from './kafka/kafka-client.js';
export {
  PartitionFollower,
  SeekTo,
  type FollowedBatch,
  type FollowedRecord,
  type PartitionFollowerOptions,
} from './kafka/partition-follower.js';
export { type StoredPosition } from './kafka/stored-positions.js';
export { SupervisedConsumer, type SupervisedConsumerOptions } from './kafka/supervised-consumer.js';
export { PendingRecords } from './kafka/pending-records.js';
export { readTopic } from './kafka/read-topic.js';
export { TopicReader, type Positions } from './kafka/topic-reader.js';
export { MessagingModule, type MessagingOptions } from './messaging.module.js';
export { messagingGrants, messagingMigrations } from './migrations.js';
export { Outbox } from './outbox/outbox.js';
export { Relay } from './outbox/relay.js';
export { TopicAgreement, type TopicAgreementOptions } from './outbox/topic-agreement.js';
export { readGauge } from './gauge.js';
export { RelayWatermark } from './watermark.js';
