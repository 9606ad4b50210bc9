import '@motcua/kernel/program';
import { Logger } from '@nestjs/common';
import { setInterval } from 'node:timers';
import { readCommandSettings } from './config.js';
import { replayAndSwap } from './folding/index.js';

const USAGE = `Usage: npm run replay
Makes the figures again from the topics, beside the ones that are served, and serves them: docs/runbooks/replay.md.
Exit code: 0 the new ones are served, 1 the old ones are.`;

const PROGRESS_MS = 2_000;

async function main(): Promise<void> {
  Logger.overrideLogger(false);
  const settings = readCommandSettings();
  let folded = 0;
  const startedAt = performance.now();
  const seconds = (): number => Math.max(0.001, (performance.now() - startedAt) / 1_000);
  const say = setInterval(
    () => console.log(`  ${folded} events, ${Math.round(folded / seconds())} a second`),
    PROGRESS_MS,
  );
  try {
    await replayAndSwap({
      databaseUrl: settings.DATABASE_URL,
      ownerUrl: settings.DATABASE_OWNER_URL,
      kafka: {
        brokers: settings.KAFKA_BROKERS,
        topicPrefix: settings.KAFKA_TOPIC_PREFIX,
        clientId: 'metrics-replay',
      },
      onFolded: (records) => (folded = records),
      onStep: (line) => console.log(line),
    });
    console.log(`Replayed ${folded} events in ${seconds().toFixed(1)} s; the new projection is served.`);
  } finally {
    clearInterval(say);
  }
}

if (process.argv.includes('--help')) console.log(USAGE);
else
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
