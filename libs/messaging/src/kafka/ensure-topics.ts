import { topicDeclarations, type TopicDeclaration } from '@motcua/contracts';
import { AppError, retried } from '@motcua/kernel';
import kafkajs, { type Admin } from 'kafkajs';
import { createKafka, physicalTopic, type KafkaOptions } from './kafka-client.js';

// kafkajs is CommonJS; Node finds some of its names only on the whole module.
const { ConfigResourceTypes } = kafkajs;

const NOT_YET: readonly string[] = ['UNKNOWN_TOPIC_OR_PARTITION', 'LEADER_NOT_AVAILABLE'];
/** A broker learns of a new topic some time after its controller has answered; under load, seconds. */
const UNTIL_KNOWN = { firstMs: 100, longestMs: 100, forMs: 30_000 } as const;

async function create(admin: Admin, options: KafkaOptions, missing: readonly TopicDeclaration[]): Promise<void> {
  await admin.createTopics({
    // kafkajs's own waiting gives up on the first "unknown topic"; see UNTIL_KNOWN.
    waitForLeaders: false,
    topics: missing.map((topic) => ({
      topic: physicalTopic(options, topic.name),
      numPartitions: topic.partitions,
      // The broker's own default: one here, three in a cluster.
      replicationFactor: -1,
      configEntries: Object.entries(topic.config).map(([name, value]) => ({ name, value })),
    })),
  });
}

async function faultsOf(admin: Admin, options: KafkaOptions): Promise<string[]> {
  const names = topicDeclarations.map(({ name }) => physicalTopic(options, name));
  const { topics } = await admin.fetchTopicMetadata({ topics: names });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topicDeclarations.map((topic) => ({
      type: ConfigResourceTypes.TOPIC,
      name: physicalTopic(options, topic.name),
      configNames: Object.keys(topic.config),
    })),
  });
  return topicDeclarations.flatMap((declared) => {
    const name = physicalTopic(options, declared.name);
    const partitions = topics.find((topic) => topic.name === name)?.partitions.length;
    const entries = resources.find((resource) => resource.resourceName === name)?.configEntries ?? [];
    const wrong = Object.entries(declared.config)
      .map(([key, value]) => [key, value, entries.find((entry) => entry.configName === key)?.configValue] as const)
      .filter(([, value, found]) => value !== found)
      .map(([key, value, found]) => `${name}: ${key} is ${found}, must be ${value}`);
    return partitions === declared.partitions
      ? wrong
      : [`${name}: has ${partitions} partitions, must have ${declared.partitions}`, ...wrong];
  });
}

function isNotYetKnown(error: unknown): boolean {
  return NOT_YET.includes((error as { readonly type?: string }).type ?? '');
}

/**
 * Makes the topics that are missing and checks all of them against their declaration. Idempotent; safe from several
 * processes at once.
 * @throws AppError `topics-misconfigured`, naming every difference; nothing is changed on topics that exist.
 */
export async function ensureTopics(options: KafkaOptions): Promise<void> {
  const admin = createKafka(options).admin();
  await admin.connect();
  try {
    const existing = new Set(await admin.listTopics());
    const missing = topicDeclarations.filter(({ name }) => !existing.has(physicalTopic(options, name)));
    if (missing.length > 0) await create(admin, options, missing);
    const faults = await retried(() => faultsOf(admin, options), { policy: UNTIL_KNOWN, canPass: isNotYetKnown });
    if (faults.length > 0) {
      throw new AppError(
        `Kafka topics are not as declared: ${faults.join('; ')}. Another number of partitions needs new topics and a replay.`,
        { code: 'topics-misconfigured', retryable: false },
      );
    }
  } finally {
    await admin.disconnect();
  }
}
