import { AppError, seal, unseal, type KeyRing } from '@motcua/kernel';
import { Pool, type PoolClient } from 'pg';
import type { Session, SignedIn } from '../domain/session.js';

export interface SessionStoreOptions {
  readonly url: string;
  readonly ring: KeyRing;
  /** Sessions of another issuer are over. */
  readonly issuer: string;
  readonly idleSeconds: number;
  /** Since the sign-in. */
  readonly longestSeconds: number;
}

/** The encrypted part of a row. */
interface Sealed extends Pick<SignedIn, 'name' | 'roles' | 'accessToken' | 'refreshToken'> {
  readonly issuer: string;
}

interface Row {
  readonly id_hash: string;
  readonly subject: string;
  readonly signed_in_at: Date;
  readonly idle_until: Date;
  readonly good_until: Date;
  readonly access_good_until: Date;
  readonly sealed: string;
}

const MINUTE_MS = 60_000;
const COLUMNS = `id_hash, subject, signed_in_at, good_until, access_good_until, sealed,
  used_at + make_interval(secs => $2) as idle_until`;
const LIVES = 'good_until > now() and used_at > now() - make_interval(secs => $2)';

/**
 * Sessions by the hash of their id; tokens, name and roles are encrypted and bound to that hash. Times are the database's.
 * Connects on the first use and rejects with the driver's error while the database is down. Renewals have connections of
 * their own, because each holds one while it waits for the issuer.
 */
export class SessionStore {
  private readonly pool: Pool;
  private readonly renewals: Pool;

  constructor(private readonly options: SessionStoreOptions) {
    this.pool = poolOf(options.url, 10, 2_000);
    this.renewals = poolOf(options.url, 5, 15_000);
  }

  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.renewals.end()]);
  }

  async ping(): Promise<void> {
    await this.pool.query('select 1');
  }

  /** Inserts a session and deletes the one with the hash `former`, in one statement. */
  async begin(idHash: string, signedIn: SignedIn, former: string | null): Promise<void> {
    const { subject, signedInAt, accessGoodUntil } = signedIn;
    await this.pool.query(
      `with ended as (delete from session where id_hash = $1)
       insert into session (id_hash, subject, signed_in_at, good_until, access_good_until, sealed)
       values ($2, $3, $4, now() + make_interval(secs => $5), $6, $7)`,
      [
        former,
        idHash,
        subject,
        signedInAt,
        this.options.longestSeconds,
        accessGoodUntil,
        this.sealed(idHash, signedIn),
      ],
    );
  }

  /** The session, if it is valid. */
  async find(idHash: string): Promise<Session | null> {
    return this.read(this.pool, idHash, '');
  }

  /** Extends the session; writes at most once a minute. */
  async touch(idHash: string): Promise<void> {
    const pauseSeconds = Math.min(MINUTE_MS / 1_000, this.options.idleSeconds / 30);
    await this.pool.query(
      'update session set used_at = now() where id_hash = $1 and used_at < now() - make_interval(secs => $2)',
      [idHash, pauseSeconds],
    );
  }

  /**
   * Replaces the tokens of a session. The row is locked while `renew` runs, so one caller of all processes runs at a time.
   * `renew` gets the session as it is under the lock and returns it unchanged if another caller has renewed it; null ends
   * it. If `renew` rejects, nothing changes.
   */
  async renew(idHash: string, renew: (session: Session) => Promise<SignedIn | null>): Promise<SignedIn | null> {
    return this.inTransaction(async (client) => {
      const session = await this.read(client, idHash, 'for no key update');
      if (session === null) return null;
      const renewed = await renew(session);
      if (renewed === session) return session;
      if (renewed === null) await client.query('delete from session where id_hash = $1', [idHash]);
      else {
        await client.query('update session set access_good_until = $2, sealed = $3 where id_hash = $1', [
          idHash,
          renewed.accessGoodUntil,
          this.sealed(idHash, renewed),
        ]);
      }
      return renewed;
    });
  }

  /** Ends a session; returns its refresh token, if it has one. */
  async end(idHash: string): Promise<readonly string[]> {
    const { rows } = await this.pool.query<Row>('delete from session where id_hash = $1 returning id_hash, sealed', [
      idHash,
    ]);
    return this.refreshTokensOf(rows);
  }

  /** Ends all sessions of a person; returns their number and refresh tokens. */
  async endAll(subject: string): Promise<{ readonly sessions: number; readonly refreshTokens: readonly string[] }> {
    const { rows } = await this.pool.query<Row>('delete from session where subject = $1 returning id_hash, sealed', [
      subject,
    ]);
    return { sessions: rows.length, refreshTokens: this.refreshTokensOf(rows) };
  }

  /** Deletes sessions that are over. */
  async sweep(): Promise<void> {
    await this.pool.query(
      `delete from session where good_until <= now() or used_at <= now() - make_interval(secs => $1)`,
      [this.options.idleSeconds],
    );
  }

  private async read(by: Pool | PoolClient, idHash: string, lock: string): Promise<Session | null> {
    const { rows } = await by.query<Row>(`select ${COLUMNS} from session where id_hash = $1 and ${LIVES} ${lock}`, [
      idHash,
      this.options.idleSeconds,
    ]);
    const [row] = rows;
    const sealed = row && this.unsealed(row);
    if (!row || !sealed) return null;
    return {
      subject: row.subject,
      name: sealed.name,
      roles: sealed.roles,
      signedInAt: row.signed_in_at,
      accessToken: sealed.accessToken,
      accessGoodUntil: row.access_good_until,
      refreshToken: sealed.refreshToken,
      idleUntil: row.idle_until < row.good_until ? row.idle_until : row.good_until,
      goodUntil: row.good_until,
    };
  }

  private sealed(idHash: string, { name, roles, accessToken, refreshToken }: SignedIn): string {
    const content: Sealed = { issuer: this.options.issuer, name, roles, accessToken, refreshToken };
    return seal(this.options.ring, idHash, content);
  }

  /** Null if the key is no longer in the ring or the issuer has changed: the person must sign in again. */
  private unsealed({ id_hash: idHash, sealed }: Pick<Row, 'id_hash' | 'sealed'>): Sealed | null {
    try {
      const content = unseal(this.options.ring, idHash, sealed) as Sealed;
      return content.issuer === this.options.issuer ? content : null;
    } catch (error) {
      if (error instanceof AppError && error.code === 'sealed-value-unreadable') return null;
      throw error;
    }
  }

  private refreshTokensOf(rows: readonly Row[]): readonly string[] {
    return rows.flatMap((row) => this.unsealed(row)?.refreshToken ?? []);
  }

  private async inTransaction<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.renewals.connect();
    let fault: unknown;
    try {
      await client.query('begin');
      const result = await work(client);
      await client.query('commit');
      return result;
    } catch (error) {
      fault = await client.query('rollback').then(
        () => undefined,
        (cause: unknown) => cause,
      );
      throw error;
    } finally {
      // A connection that does not answer must not return to the pool.
      client.release(fault instanceof Error ? fault : false);
    }
  }
}

function poolOf(url: string, max: number, patienceMs: number): Pool {
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 3_000,
    query_timeout: patienceMs + 1_000,
    keepAlive: true,
    options: ['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']
      .map((name) => `-c ${name}=${patienceMs}`)
      .join(' '),
  });
  // An idle connection broke; the next query gets a new one or the error.
  pool.on('error', () => undefined);
  return pool;
}
