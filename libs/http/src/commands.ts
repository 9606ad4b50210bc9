import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { Retention, Statement, UnitOfWork, type Grants, type MigrationClass, type Tx } from '@motcua/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { CommandRequest } from './command-request.js';

/** What a command answers; kept, so that the same command again gets the same answer. */
export class CommandAnswer<Body = unknown> {
  constructor(
    readonly status: number,
    readonly body: Body,
    /** Goes out as ETag. */
    readonly revision?: number,
  ) {}
}

interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: unknown;
  readonly revision: number | null;
}

const CLAIM = new Statement<{ key: string }>(
  'insert into command_answer (principal, key, fingerprint) values ($1, $2, $3) on conflict do nothing returning key',
);
const KEEP = new Statement(
  'update command_answer set status = $3, body = $4, revision = $5 where principal = $1 and key = $2',
);

/** How long a repetition gets the kept answer; after that the key is free. */
const KEPT_DAYS = 30;

/**
 * Runs commands once in effect (draft-ietf-httpapi-idempotency-key-header). The key is claimed, the work done and the
 * answer kept in one transaction: a repetition gets the kept answer, one that runs beside the first waits for it, and a
 * command that failed leaves nothing, so its key is free again.
 */
@Injectable()
export class Commands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    retention: Retention,
  ) {
    retention.add({ table: 'command_answer', since: 'claimed_at', days: KEPT_DAYS });
  }

  /** @throws AppError `idempotency-key-reused` when the key stood for another request */
  async run<Body>(
    command: CommandRequest,
    work: (tx: Tx) => Promise<CommandAnswer<Body>>,
  ): Promise<CommandAnswer<Body>> {
    return this.unitOfWork.run(async (tx) => {
      const kept = await this.claim(tx, command);
      if (kept) return answerAgain<Body>(command, kept);
      const answer = await work(tx);
      await KEEP.run(tx, [
        command.principalId,
        command.idempotencyKey,
        answer.status,
        JSON.stringify(answer.body),
        answer.revision ?? null,
      ]);
      return answer;
    });
  }

  /** Claims the key, or answers what is kept under it. */
  private async claim(tx: Tx, command: CommandRequest): Promise<KeptAnswer | undefined> {
    const claimed = await CLAIM.run(tx, [command.principalId, command.idempotencyKey, command.fingerprint]);
    if (claimed.length > 0) return undefined;
    const [kept] = (await tx.query(
      'select fingerprint, status, body, revision from command_answer where principal = $1 and key = $2',
      [command.principalId, command.idempotencyKey],
    )) as KeptAnswer[];
    return kept;
  }
}

function answerAgain<Body>(command: CommandRequest, kept: KeptAnswer): CommandAnswer<Body> {
  if (kept.fingerprint !== command.fingerprint) {
    throw new AppError('This Idempotency-Key was used for another command: use a new key for each command.', {
      code: 'idempotency-key-reused',
      retryable: false,
      kind: AppErrorKind.Unprocessable,
    });
  }
  return new CommandAnswer(kept.status, kept.body as Body, kept.revision ?? undefined);
}

class CreateCommandAnswer1700000000002 implements MigrationInterface {
  readonly name = 'CreateCommandAnswer1700000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table command_answer (
        principal text not null,
        key text not null,
        fingerprint text not null,
        status smallint,
        body jsonb,
        revision integer,
        claimed_at timestamptz not null default now(),
        primary key (principal, key)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table command_answer');
  }
}

/** The table of every service that takes commands over HTTP. */
export const commandMigrations: readonly MigrationClass[] = [CreateCommandAnswer1700000000002];

export const commandGrants: Grants = { tables: { command_answer: 'select, insert, update, delete' } };
