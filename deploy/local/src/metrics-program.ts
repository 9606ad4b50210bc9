import { join } from 'node:path';
import { ClearFault } from './clear-fault.ts';
import type { Command } from './command.ts';
import { readDescription, START } from './instance.ts';
import { superuserUrl } from './parts/postgres-part.ts';
import { instancePaths } from './paths.ts';
import { Supervisor } from './process/supervisor.ts';
import { auditUrlsOf, serviceDatabase } from './provision.ts';
import { loadOrCreateSecrets } from './secrets.ts';
import { auditSettingsOf, baseEnvironment, nodeProgram } from './service-environment.ts';

/** Runs a program of metrics on the stack of `npm start`, with its output on ours; returns its exit code. */
export async function runMetricsProgram(command: Command, name: 'audit' | 'replay'): Promise<number> {
  const running = readDescription(START);
  if (!running) throw new ClearFault('nothing is running: start it with npm start');
  const paths = instancePaths(START);
  const secrets = loadOrCreateSecrets(paths);
  const server = process.env['DATABASE_URL'] ?? superuserUrl(running.ports['postgres'] ?? 0, secrets.postgresPassword);
  const processesFile = join(paths.logs, `${name}-processes.json`);
  const supervisor = command.use(new Supervisor({ logs: paths.logs, processesFile }));
  const settings = auditSettingsOf(
    running.kafkaBrokers,
    serviceDatabase('metrics', server, secrets),
    auditUrlsOf(server, secrets),
  );
  return supervisor.show({
    name,
    ...nodeProgram('metrics', `${name}-command`, ...process.argv.slice(2)),
    env: { ...baseEnvironment(), ...settings },
  });
}
