import { readFileSync } from 'node:fs';

/** The last lines of a log: shown with a fault, because a temporary stack's logs are gone when people read it. */
export function tailOf(logFile: string, lines = 20): string {
  return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}
