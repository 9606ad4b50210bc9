import { Outbox, Relay, type KafkaOptions } from '@motcua/messaging';
import { UnitOfWork } from '@motcua/persistence';
import { DataSource } from 'typeorm';
import { cpuSecondsSince, serve } from '../side.ts';
import { watchStatements, type StatementTime } from '../statements.ts';

export interface RelayOutput {
  /** From the commit of all rows to the deletion of the last. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly statements: Readonly<Record<string, StatementTime>>;
}

/** All rows are committed at once, so that the relay always has a full batch to send. */
const FILL =
  'insert into outbox (topic, key, headers, value) select topic, key, headers, value from staged order by position';

serve({
  /** Lets the relay find `staged` rows in its outbox and waits until all are sent and deleted. */
  async relay(input: { kafka: KafkaOptions; databaseUrl: string; events: number }): Promise<RelayOutput> {
    const active = Promise.withResolvers<void>();
    const empty = Promise.withResolvers<void>();
    let deleted = 0;
    const statements = watchStatements((label, rows) => {
      if (label === 'select outbox') active.resolve();
      if (label !== 'delete outbox') return;
      deleted += rows;
      if (deleted >= input.events) empty.resolve();
    });
    const dataSource = new DataSource({ type: 'postgres', url: input.databaseUrl, extra: { max: 5 } });
    await dataSource.initialize();
    const relay = new Relay(dataSource, new Outbox(new UnitOfWork(dataSource)), input.kafka);
    relay.onApplicationBootstrap();
    await active.promise;
    await dataSource.query(FILL);
    const [startedAt, cpuBefore] = [performance.now(), process.cpuUsage()];
    await empty.promise;
    const seconds = (performance.now() - startedAt) / 1_000;
    const output = { seconds, cpuSeconds: cpuSecondsSince(cpuBefore), statements: statements() };
    await relay.onApplicationShutdown();
    await dataSource.destroy();
    return output;
  },
});
