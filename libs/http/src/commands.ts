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
  /** Null: kept before grants were. */
  readonly grants: readonly string[] | null;
}

const CLAIM = new Statement<{ key: string }>(
  'insert into command_answer (principal, key, fingerprint, grants) values ($1, $2, $3, $4) on conflict do nothing returning key',
);
const KEEP = new Statement(
  'update command_answer set status = $3, body = $4, revision = $5 where principal = $1 and key = $2',
);

/** How long a repetition gets the kept answer; after that the key is free. */
const KEPT_DAYS = 30;

/**
 * Runs commands once in effect (draft-ietf-httpapi-idempotency-key-header). The key is claimed, the work done and the
 * answer kept in one transaction: a repetition gets the kept answer, one that runs beside the first waits for it, and a
 * command that failed leaves nothing, so its key is free again. A kept answer is given only to a principal that still holds every
 * role that it held when it gave the command: the rights of a command may be gone by its own doing (a forwarded dossier is
 * another agency's), so they are not judged again.
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

  /** Claims the key, or answers what is kept under it. */
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
      `The command was done, and its answer is not given any more: since then you have lost ${lost.join(', ')}. Read what became of it.`,
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
