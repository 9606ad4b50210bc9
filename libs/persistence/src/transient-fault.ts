/** SQLSTATE classes that pass by themselves: connection lost, shutdown or recovery, serialisation, deadlock, lock timeout. */
const PASSING = /^(08|57P0|40001|40P01|55P03|53)/;
const NETWORK = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN']);
const LOST =
  /Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|not queryable/;

/** Whether a database error says nothing about what was asked: the same thing may succeed in a moment. */
export function isTransientDatabaseFault(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code } = error as Error & { code?: unknown };
  if (typeof code === 'string' && (PASSING.test(code) || NETWORK.has(code))) return true;
  return LOST.test(error.message);
}
