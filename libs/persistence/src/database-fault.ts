/** Kinds of database errors that are not the fault of the statement: the same statement may succeed later. */
export const DatabaseFault = {
  /** No connection: refused, broken or none free; the server is starting, stopping or failing over. */
  Unreachable: 'unreachable',
  /** It cannot write: disk or memory is full, or it is a standby. */
  Exhausted: 'exhausted',
  /** Another session has the lock: lock or statement time-out, deadlock, serialisation failure. */
  Contended: 'contended',
} as const;
export type DatabaseFault = (typeof DatabaseFault)[keyof typeof DatabaseFault];

/**
 * SQLSTATEs by kind (PostgreSQL, appendix A). With 25P03 and 57P05 the server ended a session that was idle for too long,
 * because this process was frozen.
 */
const SQLSTATES: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^(08...|57P0[1-5]|25P03|53300)$/, DatabaseFault.Unreachable],
  [/^(53100|53200|53400|58030|25006)$/, DatabaseFault.Exhausted],
  [/^(40001|40P01|55P03|57014)$/, DatabaseFault.Contended],
];

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** The messages of pg and TypeORM for a lost connection; a running transaction then finds its connection released. */
const LOST =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|not queryable|Query read timeout|already released/;

/** The kind of a database error; null: it is another error, or the fault of the statement. */
export function databaseFaultOf(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'string') {
    if (NETWORK.has(code)) return DatabaseFault.Unreachable;
    const known = SQLSTATES.find(([states]) => states.test(code));
    if (known) return known[1];
  }
  return LOST.test(error.message) ? DatabaseFault.Unreachable : null;
}
