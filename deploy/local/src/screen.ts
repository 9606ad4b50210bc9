import { relative } from 'node:path';
import { isSimulated, type DemoClient, type IdentityFile } from './demo-people.ts';
import { repositoryRoot } from './paths.ts';
import type { Stack } from './stack.ts';

/** What `npm start` shows when everything runs. */
export function startScreen(stack: Stack, elapsed: string): string {
  const { wall, issuer } = stack.description;
  const ports: Readonly<Record<string, number>> = stack.ports;
  const logOf = (name: string) => relative(repositoryRoot, stack.supervisor.logFileOf(name));
  return [
    '',
    rule(`motcua is running, ready after ${elapsed}`),
    '',
    `  Applicants  ${wall}`,
    `  The wall    ${wall}/wall`,
    '',
    ...peopleTable(stack.identity),
    '',
    `  To sign in as one of them, choose Đăng nhập on the wall, or open ${wall}/sign-in`,
    '',
    '  A token for one of them:',
    `    curl -u <client id>:<client secret> -d grant_type=client_credentials ${issuer}/token`,
    '  They are in .local/start/identity.json; the README has commands to paste that read them from there.',
    '',
    ...table([
      ['Running', 'port', 'log'],
      ...stack.supervisor.names.map((name) => [name, String(ports[name] ?? '-'), logOf(name)]),
    ]),
    '',
    '  Stop with Ctrl-C. The data stays for the next start; npm run reset wipes it.',
    rule(),
    '',
  ].join('\n');
}

/** The demo people with what they sign in with. */
export function peopleTable({ clients }: IdentityFile): readonly string[] {
  const people = clients.filter((client) => !isSimulated(client));
  return table([['Demo person', 'role', 'client id', 'client secret'], ...people.map(rowOf)]);
}

function rowOf({ name, roles, id, secret }: DemoClient): readonly string[] {
  return [name, roles.map(({ role }) => role).join(', '), id, secret];
}

/** Lines whose columns are as wide as their widest cell. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widthOf = (column: number) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0));
  return rows.map((cells) => `  ${cells.map((cell, column) => cell.padEnd(widthOf(column))).join('  ')}`.trimEnd());
}

function rule(title = ''): string {
  return title ? `── ${title} ${'─'.repeat(Math.max(0, 74 - title.length))}` : '─'.repeat(78);
}
