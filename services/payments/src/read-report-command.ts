import '@motcua/kernel/program';
import { parseKeyRing } from '@motcua/kernel';
import { databaseUrlSetting, readSettings } from '@motcua/service-host';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { keptBodiesOf } from './persistence/kept-body.reader.js';

const USAGE = `Usage: node_modules/.bin/node services/payments/dist/read-report-command.js <webhookId>
Writes to standard output, byte by byte, what the gateway sent under this id, and to standard error how much that was.
Of a report that could not be read it is the first 64 KiB, which may name who paid: show it only to people who need it.
DATABASE_URL and ENCRYPTION_KEYS are those of payments. See docs/runbooks/payment-cases.md.
Exit code: 0 it was written, 1 nothing is stored under this id, 2 it could not be read.`;

const [NOTHING, COULD_NOT] = [1, 2];

async function main(webhookId: string): Promise<void> {
  const settings = readSettings(
    { DATABASE_URL: databaseUrlSetting, ENCRYPTION_KEYS: z.string().transform(parseKeyRing) },
    process.env,
  );
  const dataSource = await new DataSource({
    type: 'postgres',
    url: settings.DATABASE_URL,
    extra: { max: 1 },
  }).initialize();
  try {
    const kept = await keptBodiesOf(dataSource, settings.ENCRYPTION_KEYS, webhookId);
    if (kept.length === 0) {
      console.error(`Nothing is stored under the webhook id ${webhookId}.`);
      process.exitCode = NOTHING;
    }
    for (const { reportId, receivedAt, bodyDigest, bodyBytes, bytes } of kept) {
      const came = `${bodyBytes ?? 'unknown'} bytes came at ${receivedAt.toISOString()}, SHA-256 ${bodyDigest}`;
      console.error(`report ${reportId}: ${came}; ${bytes.length} of them are kept:`);
      process.stdout.write(bytes);
    }
  } finally {
    await dataSource.destroy();
  }
}

const [, , webhookId, ...more] = process.argv;
if (webhookId === '--help') {
  console.log(USAGE);
} else if (webhookId === undefined || more.length > 0) {
  console.error(USAGE);
  process.exitCode = COULD_NOT;
} else {
  await main(webhookId).catch((error: unknown) => {
    console.error(`The report could not be read: ${String(error)}`);
    process.exitCode = COULD_NOT;
  });
}
