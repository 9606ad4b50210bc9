import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  /** Milliseconds since 1970. */
  readonly goodUntil: number;
}

/** Entries of one kind at once; the oldest goes first. Anybody can begin a sign-in, so there must be an end to it. */
const MOST = 20_000;

/**
 * What a sign-in needs between its requests, and the refresh tokens that came of it; in this process, so a restart of the
 * issuer ends them. One store a kind of thing.
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

  /** There are no devices. */
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
