import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { jitteredMs, pause } from './pause.js';
import { PatienceError } from './faults.js';

const CLIENT_NAMES = ['simulator-counter', 'simulator-citizen'] as const;
/** In whose name a request is made. */
export type ClientName = (typeof CLIENT_NAMES)[number];

const IdentityFile = z.object({ clients: z.array(z.object({ id: z.string(), secret: z.string() })) });
const TokenAnswer = z.object({ access_token: z.string(), expires_in: z.number().default(60) });

/** Reads the secrets of both clients. @throws Error that names the file and the client that is missing */
export async function readClientSecrets(file: string): Promise<ReadonlyMap<ClientName, string>> {
  const { clients } = await readIdentityFile(file);
  return new Map(
    CLIENT_NAMES.map((name) => {
      const client = clients.find(({ id }) => id === name);
      if (client === undefined) throw new Error(`${file} has no client "${name}".`);
      return [name, client.secret];
    }),
  );
}

async function readIdentityFile(file: string): Promise<z.output<typeof IdentityFile>> {
  try {
    return IdentityFile.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (cause) {
    // The parser's own text could quote a secret.
    const { code } = cause as NodeJS.ErrnoException;
    throw new Error(`SIMULATOR_CLIENTS ${file}: ${code ?? 'is not an identity file'}.`, { cause });
  }
}

interface HeldToken {
  readonly text: string;
  readonly refreshAt: number;
}

export interface TokenSourceOptions {
  readonly issuer: string;
  readonly secrets: ReadonlyMap<ClientName, string>;
  readonly patienceMs: number;
}

/** Access tokens by client credentials, fetched once for all who wait and renewed well before they expire. */
export class TokenSource {
  private readonly held = new Map<ClientName, HeldToken>();
  private readonly fetching = new Map<ClientName, Promise<string>>();

  constructor(private readonly options: TokenSourceOptions) {}

  async token(client: ClientName, signal: AbortSignal): Promise<string> {
    const held = this.held.get(client);
    if (held !== undefined && Date.now() < held.refreshAt) return held.text;
    const running =
      this.fetching.get(client) ?? this.fetchPatiently(client, signal).finally(() => this.fetching.delete(client));
    this.fetching.set(client, running);
    return running;
  }

  /** Forgets a token that a service did not take. */
  reject(client: ClientName, token: string): void {
    if (this.held.get(client)?.text === token) this.held.delete(client);
  }

  private async fetchPatiently(client: ClientName, signal: AbortSignal): Promise<string> {
    const begun = Date.now();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.fetch(client);
      } catch (cause) {
        const waited = Date.now() - begun;
        if (waited > this.options.patienceMs) throw new PatienceError(`A token for ${client}`, waited, { cause });
        await pause(jitteredMs(attempt, { firstMs: 200, longestMs: 3_000 }), signal);
      }
    }
  }

  private async fetch(client: ClientName): Promise<string> {
    const secret = this.options.secrets.get(client)!;
    const credentials = Buffer.from(`${encodeURIComponent(client)}:${encodeURIComponent(secret)}`).toString('base64');
    const answer = await fetch(`${this.options.issuer}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${credentials}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`The issuer answered ${answer.status}: ${text.slice(0, 200)}`);
    const { access_token, expires_in } = TokenAnswer.parse(JSON.parse(text));
    this.held.set(client, { text: access_token, refreshAt: Date.now() + expires_in * 1_000 * 0.8 });
    return access_token;
  }
}
