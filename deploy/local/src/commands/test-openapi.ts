import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from '../build.ts';
import { runCommand } from '../command.ts';
import type { DemoClient, IdentityFile } from '../demo-people.ts';
import { answerHelp } from '../help.ts';
import { cacheFolder, repositoryRoot } from '../paths.ts';
import { Stack } from '../stack.ts';
import { Steps } from '../steps.ts';

answerHelp(`Usage: npm run test:openapi
Tests every service against its OpenAPI document with schemathesis, directly and through the portal.
EXAMPLES: requests for each operation (default 30).`);

const SERVICES = ['intake', 'deadlines', 'payments', 'surveys', 'metrics'] as const;
const VERSION = '4.32.5';
const ROLES = [
  'INTAKE_OFFICER',
  'CASE_OFFICER',
  'CITIZEN',
  'SUPERVISOR',
  'LEADER',
  'BACKDATER',
  'CALENDAR_EDITOR',
  'OPERATOR',
];
const environment = join(cacheFolder, 'schemathesis');
const program = join(environment, 'bin', 'schemathesis');

/** Streams have no end, so a client that reads whole answers cannot test them. */
const LEFT_OUT = ['--exclude-path', '/live'];
const CONFIG = join(import.meta.dirname, '..', '..', 'schemathesis.toml');

await runCommand(async (command) => {
  const steps = Steps.on(process.stderr);
  const stack = await Stack.open({ instance: `openapi-${process.pid}`, steps });
  command.use(stack);
  const client = addClient(stack.paths.identityFile);
  await Promise.all([build(stack.supervisor, steps), stack.startParts(), install(stack, steps)]);
  await stack.startServices();
  const token = await tokenOf(stack.endpoints.OIDC_ISSUER, client);
  const failed: string[] = [];
  for (const service of SERVICES) {
    for (const [way, url] of [
      ['directly', `http://127.0.0.1:${stack.ports[service]}`],
      ['through the portal', `${stack.endpoints.PORTAL_URL}/api/${service}`],
    ] as const) {
      const passed = await steps.run(
        `${service}, ${way}`,
        () => test(stack, { service, url, token }),
        (good) => (good ? '✓' : '✗'),
      );
      if (!passed) failed.push(`${service} ${way}`);
    }
  }
  console.log(
    failed.length === 0 ? 'openapi: all as documented' : `openapi: different from the document: ${failed.join(', ')}`,
  );
  return failed.length === 0 ? 0 : 1;
});

/** Adds a client with all roles, so that requests pass the guards. */
function addClient(identityFile: string): DemoClient {
  const { clients } = JSON.parse(readFileSync(identityFile, 'utf8')) as IdentityFile;
  const roles = ROLES.map((role) => ({ role, agency: 'H06' }));
  const client = { id: 'openapi', secret: randomBytes(18).toString('base64url'), name: 'OpenAPI', roles };
  writeFileSync(identityFile, JSON.stringify({ clients: [...clients, client] }));
  return client;
}

async function install(stack: Stack, steps: Steps): Promise<void> {
  if (existsSync(program)) return;
  await steps.run(`schemathesis ${VERSION}`, async () => {
    const commands = `python3 -m venv "$0" && "$0/bin/pip" install -q "schemathesis==${VERSION}"`;
    const code = await stack.supervisor.show({
      name: 'schemathesis-install',
      command: '/bin/sh',
      args: ['-c', commands, environment],
      env: process.env,
    });
    if (code !== 0) throw new Error('schemathesis could not be installed: it needs python3 with venv, and PyPI once');
  });
}

async function tokenOf(issuer: string, { id, secret }: DemoClient): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

async function test(
  stack: Stack,
  { service, url, token }: { readonly service: string; readonly url: string; readonly token: string },
): Promise<boolean> {
  const document = join(repositoryRoot, 'docs', 'openapi', `${service}.json`);
  const options = ['--url', url, '--seed', '7', '--max-examples', process.env['EXAMPLES'] ?? '30', '--no-color'];
  const code = await stack.supervisor.show({
    name: `openapi-${service}`,
    command: program,
    args: [
      '--config-file',
      CONFIG,
      'run',
      document,
      ...options,
      ...LEFT_OUT,
      '--header',
      `Authorization: Bearer ${token}`,
    ],
    env: process.env,
  });
  return code === 0;
}
