/** What a fault of the database says. None of them says anything about what was asked: the same thing may succeed later. */
export const DatabaseFault = {
  /** It could not be asked: connection refused, cut off or not free, server starting, stopping or failing over. */
  Unreachable: 'unreachable',
  /** It cannot write: disk or memory is full, or it is a standby. */
  Exhausted: 'exhausted',
  /** Somebody else holds what is needed: lock or statement time-out, deadlock, serialisation. */
  Contended: 'contended',
} as const;
export type DatabaseFault = (typeof DatabaseFault)[keyof typeof DatabaseFault];

/**
 * SQLSTATEs by what they say (PostgreSQL, appendix A). 25P03 and 57P05 are sessions that the server ended because they were
 * idle for too long: this process had stood still.
 */
const SQLSTATES: readonly (readonly [RegExp, DatabaseFault])[] = [
  [/^(08...|57P0[1-5]|25P03|53300)$/, DatabaseFault.Unreachable],
  [/^(53100|53200|53400|58030|25006)$/, DatabaseFault.Exhausted],
  [/^(40001|40P01|55P03|57014)$/, DatabaseFault.Contended],
];

const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** How pg and TypeORM say that the connection is gone. A transaction that still runs finds its connection released then. */
const LOST =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|not queryable|Query read timeout|already released/;

/** What kind of fault of the database an error is; null: it is none, or one of the statement itself. */
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
