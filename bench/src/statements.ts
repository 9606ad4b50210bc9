import pg from 'pg';

export interface StatementTime {
  readonly count: number;
  readonly milliseconds: number;
  readonly rows: number;
}

type AnyQuery = (this: unknown, ...parameters: unknown[]) => unknown;
type Heard = (label: string, rows: number) => void;

/**
 * How long this process has waited for each kind of SQL statement, as seen from here: the server's work, the way there
 * and back, and the wait for our own event loop. Waits of several connections at once are added up.
 */
export function watchStatements(onEnd: Heard = () => undefined): () => Readonly<Record<string, StatementTime>> {
  const times = new Map<string, { count: number; milliseconds: number; rows: number }>();
  const prototype = pg.Client.prototype as unknown as { query: AnyQuery };
  const query = prototype.query;
  prototype.query = function (...parameters) {
    const label = labelOf(parameters[0]);
    const startedAt = performance.now();
    const answer = query.apply(this, parameters);
    if (!(answer instanceof Promise)) return answer;
    return answer.then((result: { readonly rowCount?: number | null }) => {
      const time = times.get(label) ?? { count: 0, milliseconds: 0, rows: 0 };
      times.set(label, time);
      time.count += 1;
      time.milliseconds += performance.now() - startedAt;
      time.rows += result.rowCount ?? 0;
      onEnd(label, result.rowCount ?? 0);
      return result;
    });
  };
  return () => Object.fromEntries(times);
}

/** `insert projection.fact`, `commit`, ... */
export function labelOf(statement: unknown): string {
  const text = typeof statement === 'string' ? statement : String((statement as { text?: unknown })?.text ?? '');
  const [verb = ''] = /\w+/.exec(text.toLowerCase()) ?? [];
  const [, table = ''] = /\b(?:into|update|from)\s+([\w."]+)/i.exec(text) ?? [];
  return verb === 'commit' || verb === 'start' || verb === 'begin' ? verb : `${verb} ${table.replaceAll('"', '')}`;
}

/** Sums the statement times of several runs, as shares of the given time, largest first. */
export function sharesOf(
  runs: readonly Readonly<Record<string, StatementTime>>[],
  wallMilliseconds: number,
): readonly { readonly label: string; readonly share: number; readonly count: number }[] {
  const sums = new Map<string, { milliseconds: number; count: number }>();
  for (const run of runs) {
    for (const [label, { milliseconds, count }] of Object.entries(run)) {
      const sum = sums.get(label) ?? { milliseconds: 0, count: 0 };
      sums.set(label, { milliseconds: sum.milliseconds + milliseconds, count: sum.count + count });
    }
  }
  return [...sums]
    .map(([label, { milliseconds, count }]) => ({ label, share: milliseconds / wallMilliseconds, count }))
    .filter(({ share }) => share >= 0.005)
    .toSorted((one, other) => other.share - one.share);
}
