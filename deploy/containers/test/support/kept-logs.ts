import { writeFileSync } from 'node:fs';
import { compose } from '../../src/compose.ts';

/** Keeps what all containers have said, because it goes with them. */
export async function keepLogsIn(file: string): Promise<void> {
  writeFileSync(file, await compose.run('logs', '--no-color', '--timestamps'));
}
