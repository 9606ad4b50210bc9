import { Injectable } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import {
  Retention,
  sqlMigration,
  Statement,
  UnitOfWork,
  type Grants,
  type MigrationClass,
  type Tx,
} from '@motcua/persistence';
import type { CommandRequest } from './command-request.js';

/** The answer to a command; stored, so that a repetition gets the same answer. */
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
  /** Null: kept before grants were. */
  readonly grants: readonly string[] | null;
}

const CLAIM = new Statement<{ key: string }>(
  'insert into command_answer (principal, key, fingerprint, grants) values ($1, $2, $3, $4) on conflict do nothing returning key',
);
const KEEP = new Statement(
  'update command_answer set status = $3, body = $4, revision = $5 where principal = $1 and key = $2',
);

/** How long answers are stored; after that the key is free. */
const KEPT_DAYS = 30;

/**
 * Runs each command once in effect (draft-ietf-httpapi-idempotency-key-header). One transaction claims the key, does the work
 * and stores the answer: a repetition gets the stored answer, one that runs at the same time waits for the first, and a command
 * that fails stores nothing, so its key is free again. A stored answer goes only to a principal that still has every role that
 * it had when it sent the command. The rights of the command itself are not checked again, because the command may have
 * changed them (a forwarded dossier belongs to another agency).
 */
@Injectable()
export class Commands {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    retention: Retention,
  ) {
    retention.add({ table: 'command_answer', since: 'claimed_at', days: KEPT_DAYS });
  }

  /**
   * @throws AppError `idempotency-key-reused` when the key stood for another request, `roles-changed` when the principal has
   * lost a role since
   */
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

  /** Claims the key, or returns the answer that is stored under it. */
  private async claim(tx: Tx, command: CommandRequest): Promise<KeptAnswer | undefined> {
    const claimed = await CLAIM.run(tx, [
      command.principalId,
      command.idempotencyKey,
      command.fingerprint,
      command.grants,
    ]);
    if (claimed.length > 0) return undefined;
    const [kept] = (await tx.query(
      'select fingerprint, status, body, revision, grants from command_answer where principal = $1 and key = $2',
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
  const lost = kept.grants?.filter((grant) => !command.grants.includes(grant)) ?? [];
  if (lost.length > 0) {
    throw new AppError(
      `The command was carried out, but its answer is no longer available to you, because you have lost ${lost.join(', ')} since then. Read the present state.`,
      { code: 'roles-changed', retryable: false, kind: AppErrorKind.Forbidden, details: { lost } },
    );
  }
  return new CommandAnswer(kept.status, kept.body as Body, kept.revision ?? undefined);
}

const createCommandAnswer = sqlMigration({
  name: 'CreateCommandAnswer1700000000002',
  up: `
    create table command_answer (
      principal text not null,
      key text not null,
      fingerprint text not null,
      status smallint,
      body jsonb,
      revision integer,
      claimed_at timestamptz not null default now(),
      primary key (principal, key)
    )`,
  down: 'drop table command_answer',
});

/** By which roles a command was given. */
const keepGrantsOfCommands = sqlMigration({
  name: 'KeepGrantsOfCommands1700000000003',
  up: 'alter table command_answer add grants text[]',
  down: 'alter table command_answer drop grants',
});

/** The table of every service that takes commands over HTTP. */
export const commandMigrations: readonly MigrationClass[] = [createCommandAnswer, keepGrantsOfCommands];

export const commandGrants: Grants = { tables: { command_answer: 'select, insert, update, delete' } };
