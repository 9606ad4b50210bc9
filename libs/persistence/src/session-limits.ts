import type { ClientConfig } from 'pg';

/** How long a session may take; each of them is ended by the server, so also when this process stands still. */
export interface SessionLimits {
  /** A lock that somebody else holds is waited for so long. */
  readonly lockMs: number;
  readonly statementMs: number;
  /** A session outside a transaction; for one that holds something exclusively. @default no limit */
  readonly idleMs?: number;
}

/** A transaction whose process was frozen, or whose connection is half open, lets go of its locks after this. */
const IDLE_IN_TRANSACTION_MS = 5_000;
/** The server has ended the statement before: this is for a server that is not heard of any more. */
const ANSWER_MARGIN_MS = 1_000;

/** Options of a pg client or pool. Both ends notice a peer that is gone without a word, in about ten seconds. */
export function sessionOptions({ lockMs, statementMs, idleMs }: SessionLimits): ClientConfig {
  const settings = {
    lock_timeout: lockMs,
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    ...(idleMs === undefined ? {} : { idle_session_timeout: idleMs }),
    tcp_keepalives_idle: 2,
    tcp_keepalives_interval: 2,
    tcp_keepalives_count: 2,
    // Also for an answer that is not taken: only by this does the server end a session that it writes to.
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
