import '@motcua/kernel/program';
import { parseArgs } from 'node:util';
import { Logger } from '@nestjs/common';
import { AppError } from '@motcua/kernel';
import { readDeadLetters } from './dead-letters/read-dead-letters.js';
import { replayDeadLetter } from './dead-letters/replay-dead-letter.js';

const USAGE = `Usage: npm run dead-letters -- list [--json] | replay <id>
  list    the events that a consumer could not take in, oldest first
  replay  sends one of them to that consumer once more`;

async function main(): Promise<number> {
  Logger.overrideLogger(false);
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
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

/** A foreign record may say anything: what a terminal would take for a command is shown as a code. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof AppError ? error.message : `Kafka did not answer: ${String(error)}`);
  process.exitCode = 1;
}
