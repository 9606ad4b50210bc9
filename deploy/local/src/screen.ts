import { relative } from 'node:path';
import { isSimulated } from './demo-people.ts';
import { repositoryRoot } from './paths.ts';
import type { Stack } from './stack.ts';

/** What `npm start` shows when everything runs. */
export function startScreen(stack: Stack, elapsed: string): string {
  const { wall, issuer } = stack.description;
  const people = stack.identity.clients.filter((client) => !isSimulated(client));
  const ports: Readonly<Record<string, number>> = stack.ports;
  const row = (...cells: readonly string[]) =>
    `  ${cells.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ')}`;
  const widths = [28, 18, 24];
  const logOf = (name: string) => relative(repositoryRoot, stack.supervisor.logFileOf(name));
  return [
    '',
    rule(`motcua is running, ready after ${elapsed}`),
    '',
    `  The wall    ${wall}`,
    '',
    row('Demo people', 'client id', 'client secret'),
    ...people.map(({ id, name, secret }) => row(name, id, secret)),
    '',
    '  A token for one of them:',
    `    curl -u <client id>:<client secret> -d grant_type=client_credentials ${issuer}/token`,
    '',
    row('Running', 'port', 'log'),
    ...stack.supervisor.names.map((name) => row(name, String(ports[name] ?? '-'), logOf(name))),
    '',
    '  Stop with Ctrl-C. The data stays for the next start; npm run reset wipes it.',
    rule(),
    '',
  ].join('\n');
}

function rule(title = ''): string {
  return title ? `── ${title} ${'─'.repeat(Math.max(0, 74 - title.length))}` : '─'.repeat(78);
}
