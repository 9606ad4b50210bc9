import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { deadlineEvents } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import { eventually } from '@motcua/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { deadlineStarted } from './support/deadline-started.js';
import { openMessagingStage, Outbox, UnitOfWork, type MessagingStage } from './support/messaging-stage.js';

let stage: MessagingStage;
let other: ChildProcess;

beforeAll(async () => {
  stage = await openMessagingStage();
}, 90_000);
afterEach(() => void other.kill('SIGKILL'));
afterAll(async () => stage.close(), 60_000);

function startOther(): void {
  const program = fileURLToPath(new URL('support/relay-process.ts', import.meta.url));
  const { brokers, topicPrefix } = stage.topics.kafka;
  other = spawn(
    process.execPath,
    [
      ...['--import', '@swc-node/register/esm-register', '--conditions=@motcua/source', program],
      ...[stage.database.url, brokers[0]!, topicPrefix!],
    ],
    { cwd: fileURLToPath(new URL('..', import.meta.url)), env: { ...process.env, NODE_OPTIONS: '' } },
  );
  other.stderr!.on('data', (text) => process.stderr.write(text));
}

const holders = async (): Promise<number> =>
  (
    await stage.database.query(
      `select from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and granted and application_name = 'motcua outbox relay' and datname = current_database()`,
    )
  ).length;

const sentRevisions = async (dossierId: string): Promise<number[]> =>
  (await stage.topics.events(deadlineEvents.topic))
    .filter(({ subject }) => subject === dossierId)
    .map(({ revision }) => revision);

describe('a relay whose process is frozen', () => {
  it('is replaced by another within ten seconds, and disturbs nothing when it wakes', async () => {
    startOther();
    await eventually(async () => expect(await holders()).toBe(1), 30_000);
    const service = await stage.start();
    const append = (dossierId: string, revision: number): Promise<void> =>
      service.app
        .get(UnitOfWork)
        .run((tx) => service.app.get(Outbox).append(tx, [deadlineStarted(dossierId, revision)]));
    const dossierId = newDossierId();
    await append(dossierId, 1);
    await eventually(async () => expect(await sentRevisions(dossierId)).toEqual([1]));

    other.kill('SIGSTOP');
    await append(dossierId, 2);
    await eventually(async () => expect(await sentRevisions(dossierId)).toEqual([1, 2]), 10_000);

    other.kill('SIGCONT');
    for (const revision of [3, 4, 5]) await append(dossierId, revision);
    await eventually(async () => expect(await sentRevisions(dossierId)).toEqual([1, 2, 3, 4, 5]));
    expect(await holders()).toBe(1);
  }, 90_000);
});
