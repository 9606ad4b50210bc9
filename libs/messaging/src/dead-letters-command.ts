import '@motcua/kernel/program';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { AppError } from '@motcua/kernel';
import { readDeadLetters } from './dead-letters/read-dead-letters.js';
import { replayDeadLetter } from './dead-letters/replay-dead-letter.js';

const USAGE = `Usage: npm run dead-letters -- list [--json] | replay <id>
  list    the records that a consumer could not handle, oldest first
  replay  sends one of them to that consumer again`;

async function main(): Promise<number> {
  Logger.overrideLogger(false);
  const { positionals, values } = readArguments();
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const [verb, id] = positionals;
  const brokers = process.env['KAFKA_BROKERS'];
  if (!brokers || !(verb === 'list' || (verb === 'replay' && id))) {
    console.error(brokers ? USAGE : 'Set KAFKA_BROKERS (host:port[,host:port]).');
    return 2;
  }
  const kafka = { brokers: brokers.split(','), clientId: 'dead-letters' };
  if (verb === 'replay') {
    const letter = await replayDeadLetter(kafka, id!);
    console.log(
      `Replayed ${letter.id} to ${letter.consumer}: ${printable(letter.record.headers['ce_type'] ?? 'no type')} of ${printable(letter.record.key)}.`,
    );
    return 0;
  }
  const letters = await readDeadLetters(kafka);
  if (values.json) console.log(JSON.stringify(letters, null, 2));
  else {
    for (const letter of letters) {
      const origin = `${letter.origin.topic}/${letter.origin.partition}@${letter.origin.offset}`;
      console.log(
        `${letter.id}  ${letter.raisedAt}  ${letter.consumer}  ${letter.code}  ${origin}  ${letter.replayedAt ? `replayed ${letter.replayedAt}` : 'open'}`,
      );
      console.log(`    ${printable(letter.reason)}`);
    }
    console.log(`${letters.length} dead letters.`);
  }
  return 0;
}

/** @throws AppError `arguments-invalid` */
function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
    });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AppError(`${reason}\n${USAGE}`, { code: 'arguments-invalid', retryable: false, cause });
  }
}

/** A record may contain anything: a control character, which a terminal would obey, is shown as its code. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof AppError ? error.message : `The command failed: ${String(error)}`);
  process.exitCode = error instanceof AppError && error.code === 'arguments-invalid' ? 2 : 1;
}
