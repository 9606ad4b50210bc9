import { AppError, backoffMs, isGivenUp, type RetryPolicy } from '@motcua/kernel';
import { DatabaseFault, databaseFaultOf } from '@motcua/persistence';

/** What a consumer does about one kind of fault. */
export interface FailureRule {
  readonly name: string;
  readonly matches: (error: unknown) => boolean;
  /** When the record becomes a dead letter. Only failures of this kind count. */
  readonly retry: Pick<RetryPolicy, 'attempts' | 'forMs'>;
}

const MINUTE_MS = 60_000;
/** Longer than any lock that is held by mistake; by then the lag has alerted an operator. */
const WAIT_LIMIT_MS = 15 * MINUTE_MS;

/** The first rule that matches decides. */
export const failurePolicy: readonly FailureRule[] = [
  {
    name: 'refused',
    matches: (error) => error instanceof AppError && !error.retryable,
    retry: { attempts: 1 },
  },
  {
    // Not the fault of the record: the next one would fail as well, and a dead letter could not be written.
    name: 'database-away',
    matches: (error) => {
      const fault = databaseFaultOf(error);
      return fault === DatabaseFault.Unreachable || fault === DatabaseFault.Exhausted;
    },
    retry: {},
  },
  {
    name: 'contended',
    matches: (error) => databaseFaultOf(error) === DatabaseFault.Contended,
    retry: { forMs: WAIT_LIMIT_MS },
  },
  {
    name: 'waits-for-something',
    matches: (error) => error instanceof AppError,
    retry: { forMs: WAIT_LIMIT_MS },
  },
  {
    // The cause may be a race, so it gets a few attempts.
    name: 'unforeseen',
    matches: () => true,
    retry: { attempts: 3 },
  },
];

/** Whether a retry can succeed. */
export function isPassingFault(error: unknown): boolean {
  return error instanceof AppError ? error.retryable : databaseFaultOf(error) !== null;
}

/** What to do after a failure. */
export interface Verdict {
  readonly rule: FailureRule;
  /** Failures of the record so far, of any kind. */
  readonly failures: number;
  /** Null: the record becomes a dead letter. */
  readonly retryInMs: number | null;
}

/** The failures of one record so far; each kind has its own count and its own clock. */
export class FailureLog {
  private total = 0;
  private readonly kinds = new Map<FailureRule, { count: number; since: number }>();

  constructor(private readonly policy: readonly FailureRule[] = failurePolicy) {}

  /** @param now in milliseconds, of a clock that only moves forward */
  judge(error: unknown, now: number): Verdict {
    const rule = this.policy.find(({ matches }) => matches(error))!;
    const kind = this.kinds.get(rule) ?? { count: 0, since: now };
    this.kinds.set(rule, kind);
    kind.count += 1;
    this.total += 1;
    const isOver = isGivenUp(rule.retry, kind.count, now - kind.since);
    return { retryInMs: isOver ? null : backoffMs(this.total), rule, failures: this.total };
  }
}
