import { readFileSync } from 'node:fs';
import { AppError } from '@motcua/kernel';
import { z } from 'zod';

/** A program or a demo person that may ask for tokens, and what they permit. */
export interface Client {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** The agency in words; clients with it are demo people, who can be chosen at the sign-in. */
  readonly agencyName?: string | undefined;
  readonly roles: readonly { readonly role: string; readonly agency: string }[];
}

const text = z.string().min(1);
/** What OAuth permits in a client's id and secret (RFC 6749, appendix A). */
const credential = text.regex(/^[\x20-\x7e]+$/, 'may hold plain ASCII characters only');

const identityFile = z.object({
  clients: z
    .array(
      z.object({
        id: credential,
        secret: credential,
        name: text,
        agencyName: text.optional(),
        roles: z.array(
          z.object({ role: text.regex(/^[A-Z_]+$/, 'must be a role name like CASE_OFFICER'), agency: text }),
        ),
      }),
    )
    .min(1)
    .refine((clients) => new Set(clients.map(({ id }) => id)).size === clients.length, 'two clients have the same id')
    .refine((clients) => clients.every(({ id }) => id !== 'portal'), 'the id "portal" is that of the portal itself'),
});

/** The clients of the file. Throws one error that lists every fault, and never a secret. */
export function readClients(path: string): readonly Client[] {
  const parsed = identityFile.safeParse(readJson(path));
  if (parsed.success) return parsed.data.clients;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`);
  throw identityFileBroken(path, faults.join('; '));
}

function readJson(path: string): unknown {
  let content: string;
  try {
    content = readFileSync(path, 'utf8');
  } catch (cause) {
    throw identityFileBroken(path, `cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(content);
  } catch {
    // The parser's own text quotes the place, and with it perhaps a secret.
    throw identityFileBroken(path, 'is not JSON');
  }
}

function identityFileBroken(path: string, fault: string): AppError {
  return new AppError(`IDENTITY_FILE ${path}: ${fault}.`, { code: 'identity-file-broken', retryable: false });
}
