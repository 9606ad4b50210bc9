// Runs on the Node a machine happens to have (20.19 or later), before anything is installed: no dependencies, no
// TypeScript. Installs the packages when needed, then hands over to src/<command>.ts on Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

function installPackagesWhenNeeded() {
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  const disk = statfsSync(root);
  if (disk.bavail * disk.bsize < 2 ** 30) stopWith(`less than 1 GiB is free under ${root}: free some space first`);
  const startedAt = Date.now();
  console.log('Installing packages (once, about a minute) ...');
  const npm = process.env.npm_execpath ? [process.execPath, process.env.npm_execpath] : ['npm'];
  const install = spawnSync(npm[0], [...npm.slice(1), 'ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
  });
  if (install.error) stopWith(`npm could not be started (${install.error.message}): install Node 20.19+ with npm`);
  if (install.status !== 0) stopWith('npm ci failed, see above: it needs the network once; then run this again');
  writeFileSync(stampFile, stamp);
  console.log(`Packages installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

function node24() {
  const bundled = join(root, 'node_modules', '.bin', 'node');
  if (existsSync(bundled)) return bundled;
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  return stopWith(`Node ${process.versions.node} is too old on ${process.platform}-${process.arch}: install Node 24`);
}

/** The command outlives neither us nor npm: it stops when its channel to us closes, or when a signal is passed on. */
function handOver(file, args) {
  const child = spawn(node24(), ['--disable-warning=TimeoutNegativeWarning', file, ...args], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  // Ctrl-C in a terminal reaches the whole foreground group, so the command has it already.
  process.on('SIGINT', () => !process.stdin.isTTY && child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  if (process.env.npm_lifecycle_event) {
    const npmProcess = process.ppid;
    setInterval(() => process.ppid !== npmProcess && child.kill('SIGTERM'), 1000).unref();
  }
  child.on('exit', (code) => process.exit(code ?? 1));
}

const [, , command, ...args] = process.argv;
const file = commandFile(command);
installPackagesWhenNeeded();
handOver(file, args);
