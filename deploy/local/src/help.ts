import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { nodeFile } from './service-environment.ts';

const asked = () => process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h');

/** With `--help` among the arguments: shows the usage and ends with 0, before anything is done. */
export function answerHelp(usage: string): void {
  if (!asked()) return;
  console.log(usage);
  process.exit(0);
}

/** The same for a command that passes its arguments to a built program, which has its own usage. */
export function passHelpOn(program: string): void {
  if (!asked()) return;
  if (!existsSync(program)) {
    console.error(`${program} is not built yet: npm run build, or npm start once`);
    process.exit(1);
  }
  const { command, args } = nodeFile(program, '--help');
  process.exit(spawnSync(command, args, { stdio: 'inherit' }).status ?? 1);
}
