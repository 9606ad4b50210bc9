import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { baseEnvironment, nodeProgram } from '../../deploy/local/src/service-environment.ts';
import type { Stack } from '../../deploy/local/src/stack.ts';

const ATTEMPTS = 60;

/** Takes dossiers of another one-stop system over; started again until every row is in. */
export async function importRows(stack: Stack, name: string, lines: readonly string[]): Promise<void> {
  const file = join(stack.paths.folder, `${name}.csv`);
  writeFileSync(file, [...lines, ''].join('\n'));
  const program = nodeProgram('intake', 'import-command', '--source', 'old-one-stop', file);
  const env = { ...baseEnvironment(), ...stack.importSettings };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await stack.supervisor.run({ name, ...program, env });
      return;
    } catch (fault) {
      if (attempt === ATTEMPTS) throw fault;
      await delay(1_000);
    }
  }
}
