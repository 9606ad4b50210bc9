import { createHash, randomBytes } from 'node:crypto';

/** What the browser keeps: 256 random bits. Whoever has it is signed in, so it is stored nowhere else. */
export const newSessionId = (): string => randomBytes(32).toString('base64url');

/** What the database keeps of it. No salt: nobody guesses 256 bits. */
export const hashOf = (sessionId: string): string => createHash('sha256').update(sessionId).digest('base64url');
