/** How often tokens may be asked for from one address within a minute. */
export interface TokenLimits {
  readonly requests: number;
  /** With an unknown client or a wrong secret. */
  readonly failures: number;
}

interface Minute {
  readonly endsAt: number;
  requests: number;
  failures: number;
}

const MINUTE_MS = 60_000;
/** Addresses remembered at once; the oldest goes first. */
const MOST_ADDRESSES = 20_000;

/** Limits the token requests of each address, so that nobody guesses secrets or wastes signatures. */
export class TokenRequests {
  private readonly minutes = new Map<string, Minute>();

  constructor(private readonly limits: TokenLimits) {}

  /** Counts a request. Returns how many seconds to wait; 0: it may pass. */
  begin(address: string, now: number): number {
    const minute = this.minuteOf(address, now);
    minute.requests += 1;
    const isOver = minute.requests > this.limits.requests || minute.failures >= this.limits.failures;
    return isOver ? Math.max(1, Math.ceil((minute.endsAt - now) / 1_000)) : 0;
  }

  failed(address: string, now: number): void {
    this.minuteOf(address, now).failures += 1;
  }

  private minuteOf(address: string, now: number): Minute {
    const known = this.minutes.get(address);
    if (known && now < known.endsAt) return known;
    const minute = { endsAt: now + MINUTE_MS, requests: 0, failures: 0 };
    this.minutes.delete(address);
    this.minutes.set(address, minute);
    const [oldest] = this.minutes.keys();
    if (this.minutes.size > MOST_ADDRESSES) this.minutes.delete(oldest!);
    return minute;
  }
}
