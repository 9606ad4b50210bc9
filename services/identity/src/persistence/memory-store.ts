import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly goodUntil: number;
}

/** Most entries of one kind; the oldest is dropped first. Anybody can begin a sign-in, so memory must be bounded. */
const MOST = 20_000;

/**
 * State of sign-ins and refresh tokens, in memory: a restart of the issuer loses them. One store for each kind.
 */
class MemoryStore implements Adapter {
  private readonly kept = new Map<string, Kept>();

  async upsert(id: string, payload: AdapterPayload, secondsToLive: number): Promise<void> {
    this.kept.delete(id);
    this.kept.set(id, { payload, goodUntil: Date.now() + secondsToLive * 1_000 });
    const [oldest] = this.kept.keys();
    if (this.kept.size > MOST) this.kept.delete(oldest!);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const known = this.kept.get(id);
    if (known && Date.now() < known.goodUntil) return known.payload;
    this.kept.delete(id);
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    for (const [id, { payload }] of this.kept) if (payload.uid === uid) return this.find(id);
    return undefined;
  }

  /** Only for the device flow, which is disabled. */
  async findByUserCode(): Promise<undefined> {
    return undefined;
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
  }

  async destroy(id: string): Promise<void> {
    this.kept.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.kept) if (payload.grantId === grantId) this.kept.delete(id);
  }
}

/** Makes the stores of one issuer. */
export function memoryStores(): (kind: string) => Adapter {
  const stores = new Map<string, MemoryStore>();
  return (kind) => {
    const store = stores.get(kind) ?? new MemoryStore();
    stores.set(kind, store);
    return store;
  };
}
