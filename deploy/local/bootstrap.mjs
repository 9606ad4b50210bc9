// Runs on the Node a machine happens to have (20.19 or later), before anything is installed: no dependencies, no
// TypeScript. Installs the packages when needed, then hands over to src/<command>.ts on Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const commandsFolder = join(root, 'deploy', 'local', 'src', 'commands');
const stampFile = join(root, 'node_modules', '.motcua-stamp');

function stopWith(line) {
  console.error(`motcua: ${line}`);
  process.exit(1);
}

function commandFile(command) {
  const commands = readdirSync(commandsFolder).map((file) => file.replace(/\.ts$/, ''));
  if (!commands.includes(command)) stopWith(`unknown command '${command ?? ''}': use one of ${commands.join(', ')}`);
  return join(commandsFolder, `${command}.ts`);
}

async function installPackagesWhenNeeded() {
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const disk = statfsSync(root);
  if (disk.bavail * disk.bsize < 2 ** 30) stopWith(`less than 1 GiB is free under ${root}: free some space first`);
  const startedAt = Date.now();
  console.log('Installing packages (once, about a minute) ...');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const args = [...npm.slice(1), 'ci', '--no-fund', '--no-audit', '--loglevel=error'];
  const code = await run(npm[0], args, { cwd: root, stdio: 'inherit' }).catch((error) =>
    stopWith(`npm could not be started (${error.message}): install Node 20.19+ with npm`),
  );
  if (code !== 0) stopWith('npm ci failed, see above: it needs the network once; then run this again');
  writeFileSync(stampFile, stamp);
  console.log(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

function node24() {
  const bundled = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return stopWith(`Node ${process.versions.node} is too old on ${process.platform}-${process.arch}: install Node 24`);
}

/** Runs a program to its end, whose exit code it answers. It outlives neither us nor npm, and gets our signals. */
function run(program, args, options) {
  const child = spawn(program, args, options);
  // Ctrl-C in a terminal reaches the whole foreground group, so the program may have it twice: it stops once.
  const passOn = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, passOn);
  const npmProcess = process.ppid;
  const watch = setInterval(() => process.ppid !== npmProcess && child.kill('SIGTERM'), 1000);
  if (!process.env.npm_lifecycle_event) clearInterval(watch);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  }).finally(() => {
    clearInterval(watch);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, passOn);
  });
}

const [, , command, ...args] = process.argv;
const file = commandFile(command);
await installPackagesWhenNeeded();
const flags = ['--disable-warning=TimeoutNegativeWarning'];
// The channel closes when we are gone, however that came; the command stops then.
const options = { cwd: process.cwd(), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] };
process.exit(await run(node24(), [...flags, file, ...args], options));
