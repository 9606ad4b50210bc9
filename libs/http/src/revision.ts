import { AppError, AppErrorKind } from '@motcua/kernel';

/** A change that the caller has not seen. */
export interface UnseenChange {
  readonly revision: number;
  readonly type: string;
  readonly happenedAt: Date;
  readonly actor: string;
}

export interface RequireRevisionOptions {
  /** What is to be changed, in the caller's words: `order`. */
  readonly of: string;
  readonly current: number;
  /** The revision that the caller decided on. */
  readonly expected: number;
  /** What happened after the expected revision; read only when that is not the current one. @default not reported */
  readonly unseen?: () => Promise<readonly UnseenChange[]>;
}

/**
 * Refuses a command that was decided on another revision than the current one.
 * @throws AppError `revision-stale` with `currentRevision` and, where they are known, the unseen `changes`
 */
export async function requireRevision({ of, current, expected, unseen }: RequireRevisionOptions): Promise<void> {
  if (current === expected) return;
  const changes = (await unseen?.())?.map(({ revision, type, happenedAt, actor }) => ({
    revision,
    type,
    happenedAt,
    actor,
  }));
  const names = changes?.map(({ revision, type }) => `${revision}: ${type}`).join(', ');
  const since = changes ? ` Since then: ${names || 'nothing'}.` : '';
  throw new AppError(`You decided on revision ${expected}; the ${of} is at ${current}.${since} Read it again.`, {
    code: 'revision-stale',
    retryable: false,
    kind: AppErrorKind.Stale,
    details: { currentRevision: current, ...(changes && { changes }) },
  });
}
