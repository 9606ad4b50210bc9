import { createHash, randomBytes } from 'node:crypto';

/** The value of the session cookie: 256 random bits. Only the browser keeps it. */
export const newSessionId = (): string => randomBytes(32).toString('base64url');

/** The key of the session in the database. 256 random bits need no salt. */
export const hashOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');
