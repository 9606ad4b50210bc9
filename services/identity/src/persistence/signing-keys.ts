import { generateKeyPairSync } from 'node:crypto';
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@motcua/kernel';
import type { JWKS } from 'oidc-provider';
import { z } from 'zod';

const keySet = z.object({
  keys: z
    .array(
      z.object({
        kty: z.literal('EC'),
        crv: z.literal('P-256'),
        x: z.string(),
        y: z.string(),
        d: z.string(),
        alg: z.literal('ES256'),
        use: z.literal('sig'),
      }),
    )
    .min(1),
});

/**
 * The private signing keys, stored in `signing-keys.json` beside the identity file, so that tokens stay valid after a restart.
 * Created on the first call, readable by the owner only. Two processes that start together get the same keys: the file appears
 * as a whole, and the first one is used.
 */
export function signingKeys(identityFile: string): JWKS {
  const path = join(dirname(identityFile), 'signing-keys.json');
  return readKeys(path) ?? makeKeys(path);
}

function readKeys(path: string): JWKS | undefined {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return parse(content, path);
}

function parse(content: string, path: string): JWKS {
  try {
    return keySet.parse(JSON.parse(content));
  } catch {
    // Without the cause: it could quote the key.
    throw new AppError(
      `${path} does not contain signing keys. Remove it, and new ones are created; tokens of the old ones become invalid.`,
      {
        code: 'signing-keys-broken',
        retryable: false,
      },
    );
  }
}

function makeKeys(path: string): JWKS {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = { ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ keys: [jwk] }, null, 2)}\n`, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return parse(readFileSync(path, 'utf8'), path);
}
