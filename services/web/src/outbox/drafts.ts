import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** What was typed into a form that was not sent, sealed. */
interface SealedDraft {
  readonly formId: string;
  readonly person: string;
  /** Which form it is of. */
  readonly kind: string;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
}

interface Schema extends DBSchema {
  drafts: { key: string; value: SealedDraft; indexes: { person: string } };
  keys: { key: string; value: CryptoKey };
}

export interface Draft<Value> {
  readonly formId: string;
  readonly savedAt: number;
  readonly value: Value;
}

const KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Drafts of one person on this device. They are sealed with a key that no script can read out and that signing out destroys:
 * the next person at the counter sees none of them. After seven days they are gone.
 */
export class Drafts {
  private readonly person: string;
  private readonly database: Promise<IDBPDatabase<Schema>>;

  constructor(person: string) {
    this.person = person;
    this.database = openDB<Schema>('motcua', 1, {
      upgrade: (database) => {
        database.createObjectStore('drafts', { keyPath: 'formId' }).createIndex('person', 'person');
        database.createObjectStore('keys');
      },
    });
  }

  async save(kind: string, formId: string, value: unknown): Promise<number> {
    const database = await this.database;
    const key = await this.key(database);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv },
      key,
      new TextEncoder().encode(JSON.stringify(value)),
    );
    const savedAt = Date.now();
    await database.put('drafts', { formId, person: this.person, kind, savedAt, iv, sealed });
    return savedAt;
  }

  /** The newest draft of a form; null when there is none. Drafts that are too old go. */
  async newest<Value>(kind: string): Promise<Draft<Value> | null> {
    const database = await this.database;
    const own = await database.getAllFromIndex('drafts', 'person', this.person);
    const old = own.filter(({ savedAt }) => Date.now() - savedAt > KEPT_MS);
    for (const { formId } of old) await database.delete('drafts', formId);
    const [draft] = own
      .filter((each) => each.kind === kind && !old.includes(each))
      .sort((one, other) => other.savedAt - one.savedAt);
    if (draft === undefined) return null;
    const key = await this.key(database);
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: draft.iv }, key, draft.sealed);
    return {
      formId: draft.formId,
      savedAt: draft.savedAt,
      value: JSON.parse(new TextDecoder().decode(plain)) as Value,
    };
  }

  async remove(formId: string): Promise<void> {
    await (await this.database).delete('drafts', formId);
  }

  /** Destroys the key and with it everything that it sealed. */
  async forget(): Promise<void> {
    const database = await this.database;
    await database.delete('keys', this.person);
    for (const formId of await database.getAllKeysFromIndex('drafts', 'person', this.person)) {
      await database.delete('drafts', formId);
    }
  }

  private async key(database: IDBPDatabase<Schema>): Promise<CryptoKey> {
    const known = await database.get('keys', this.person);
    if (known !== undefined) return known;
    const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
    await database.put('keys', made, this.person);
    return made;
  }
}
