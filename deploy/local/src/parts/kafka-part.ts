import { randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kafka, logLevel } from 'kafkajs';
import { ClearFault } from '../clear-fault.ts';
import { kafkaJarFolder as jarFolder, repositoryRoot } from '../paths.ts';
import { withLock } from '../process/lock-file.ts';
import type { Supervisor } from '../process/supervisor.ts';
import { serverEnvironment } from '../service-environment.ts';
import { requireTool } from '../system-tools.ts';
import { versions } from '../topology.ts';
import type { Part, PartContext } from './part.ts';

const SERVER_PROPERTIES = 'server.properties';
const LOG_PROPERTIES = 'log4j2.properties';
const JARS = 'jars';
const DATA = 'data';

const kafkaSources = join(repositoryRoot, 'deploy', 'local', 'kafka');

/**
 * Apache Kafka as one KRaft node. The jars are fetched once; data and cluster id are kept as long as the instance. All its paths are
 * relative to its own folder: colons separate a class path, commas a list of log folders, and a properties file is read as
 * Latin-1, so they cannot contain the path of a clone.
 */
export const kafkaPart: Part = {
  async prepare({ paths, supervisor, port, second }: PartContext) {
    const java = requireTool('java');
    await fetchJars(supervisor);
    const folder = join(paths.folder, 'kafka');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, SERVER_PROPERTIES), serverProperties({ port, controllerPort: second }));
    cpSync(join(kafkaSources, LOG_PROPERTIES), join(folder, LOG_PROPERTIES));
    rmSync(join(folder, JARS), { force: true });
    symlinkSync(jarFolder, join(folder, JARS));
    const jvm = ['-Xms256m', '-Xmx768m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];
    const log4j = `-Dlog4j2.configurationFile=${LOG_PROPERTIES}`;
    const kafka = (mainClass: string, ...args: string[]) => ({
      command: java,
      args: [...jvm, log4j, '-cp', join(JARS, '*'), mainClass, ...args],
      env: serverEnvironment(),
      cwd: folder,
    });
    if (!existsSync(join(folder, DATA, 'meta.properties'))) {
      rmSync(join(folder, DATA), { recursive: true, force: true });
      const format = ['format', '--cluster-id', newClusterId(), '--config', SERVER_PROPERTIES];
      await supervisor.run({ name: 'kafka-format', ...kafka('kafka.tools.StorageTool', ...format) });
    }
    return {
      name: 'kafka',
      ...kafka('kafka.Kafka', SERVER_PROPERTIES),
      probe: () => probeBroker([`127.0.0.1:${port}`]),
      stopGraceMs: 20_000,
    };
  },
};

/** Concurrent starts share one Maven run; the folder appears as a whole. */
export async function fetchJars(supervisor: Supervisor): Promise<void> {
  await withLock(`${jarFolder}.lock`, async () => {
    if (existsSync(jarFolder)) return;
    const fetching = `${jarFolder}.${process.pid}`;
    mkdirSync(fetching, { recursive: true });
    cpSync(join(kafkaSources, 'pom.xml'), join(fetching, 'pom.xml'));
    await supervisor
      .run({
        name: 'kafka-fetch',
        command: requireTool('mvn'),
        args: ['-q', '-B', 'dependency:copy-dependencies', '-DoutputDirectory=.'],
        env: { ...process.env, ...serverEnvironment() },
        cwd: fetching,
      })
      .catch((fault: unknown) => {
        rmSync(fetching, { recursive: true, force: true });
        const cause = fault instanceof Error ? fault.message : String(fault);
        throw new ClearFault(`Apache Kafka ${versions.kafka} could not be fetched by Maven (network?): ${cause}`);
      });
    renameSync(fetching, jarFolder);
  });
}

/** A random UUID as Kafka writes it. A leading '-' would be read as an option. */
function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}

/** The settings of the broker wherever it runs; a test compares docker-compose.yml with them. */
export const brokerSettings = {
  'process.roles': 'broker,controller',
  'node.id': 1,
  'controller.listener.names': 'CONTROLLER',
  // One node: without these the coordinators wait without end for a second and third replica.
  'offsets.topic.replication.factor': 1,
  'transaction.state.log.replication.factor': 1,
  'transaction.state.log.min.isr': 1,
  // One partition each: sooner ready after a start, and one probe sees the only coordinator.
  'offsets.topic.num.partitions': 1,
  'transaction.state.log.num.partitions': 1,
  'group.initial.rebalance.delay.ms': 0,
  // Topics are the record: made by one function with its settings, never by a typing error.
  'auto.create.topics.enable': false,
  'log.retention.ms': -1,
} as const;

function serverProperties(node: { readonly port: number; readonly controllerPort: number }): string {
  const lines = {
    ...brokerSettings,
    'controller.quorum.voters': `1@127.0.0.1:${node.controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${node.port},CONTROLLER://127.0.0.1:${node.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'log.dirs': DATA,
    // A killed broker may register again only when its old session has ended (9 s by default).
    'broker.session.timeout.ms': 4_000,
    'broker.heartbeat.interval.ms': 500,
    // A fresh log's indexes are allocated whole; the default of 10 MiB is much for some hundred small partitions.
    'log.index.size.max.bytes': 1_048_576,
    'log.cleaner.dedupe.buffer.size': 16_777_216,
    'num.network.threads': 2,
    'num.io.threads': 4,
  };
  return `${Object.entries(lines)
    .map(([key, value]) => `${key}=${value}`)
    .join('\n')}\n`;
}

/** A client for tools: without logs and with few retries. */
export function quietKafka(clientId: string, brokers: readonly string[]): Kafka {
  return new Kafka({
    clientId,
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    requestTimeout: 5_000,
    retry: { retries: 3, initialRetryTime: 100 },
  });
}

/**
 * The broker answers before its coordinators are loaded, and until then clients have to retry. So this asks for what the services
 * need: an idempotent producer's id and a consumer group's offsets.
 */
export async function probeBroker(brokers: string[]): Promise<void> {
  const kafka = quietKafka('motcua-probe', brokers);
  const admin = kafka.admin();
  const producer = kafka.producer({ idempotent: true });
  try {
    await admin.connect();
    await admin.fetchOffsets({ groupId: 'motcua-probe' });
    await producer.connect();
  } finally {
    await Promise.allSettled([admin.disconnect(), producer.disconnect()]);
  }
}
