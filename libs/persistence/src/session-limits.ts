import type { ClientConfig } from 'pg';

/** Limits of a session; the server enforces them, also while this process is frozen. */
export interface SessionLimits {
  /** The longest wait for a lock. */
  readonly lockMs: number;
  readonly statementMs: number;
  /** A session outside a transaction; for one that holds something exclusively. @default no limit */
  readonly idleMs?: number;
}

/** A transaction whose process is frozen, or whose connection is half open, loses its locks after this. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** Longer than the server's own limit: for a server that does not answer any more. */
const ANSWER_MARGIN_MS = 1_000;

/** Options of a pg client or pool. Both ends detect a peer that disappeared, within about ten seconds. */
export function sessionOptions({ lockMs, statementMs, idleMs }: SessionLimits): ClientConfig {
  const settings = {
    lock_timeout: lockMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    ...(idleMs === undefined ? {} : { idle_session_timeout: idleMs }),
    tcp_keepalives_idle: 2,
    tcp_keepalives_interval: 2,
    tcp_keepalives_count: 2,
    // The only limit by which the server ends a session whose client does not read the answer.
    tcp_user_timeout: 6_000,
  };
  return {
    connectionTimeoutMillis: 5_000,
    query_timeout: statementMs + ANSWER_MARGIN_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 2_000,
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
  };
}
