import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ClearFault } from './clear-fault.ts';
import { kafkaJarFolder } from './paths.ts';

export type ToolName =
  'java' | 'mvn' | 'redis-server' | 'chromium' | 'docker' | 'dockerd' | 'docker-compose' | 'iptables' | 'mmdebstrap';

interface Tool {
  readonly find: () => string | null;
  /** Debian packages; of several the first one that the system's release has. */
  readonly packages: readonly (readonly string[])[];
  readonly meaning: string;
}

const MINIMUM_JAVA = 17;
const policyFile = '/usr/sbin/policy-rc.d';

const tools: Readonly<Record<ToolName, Tool>> = {
  java: {
    find: findJava,
    packages: [['openjdk-17-jre-headless', 'openjdk-21-jre-headless', 'default-jre-headless']],
    meaning: `Java ${MINIMUM_JAVA} or later, for Kafka`,
  },
  mvn: { find: () => findOnPath('mvn'), packages: [['maven']], meaning: 'Maven, to fetch Kafka' },
  'redis-server': { find: () => findOnPath('redis-server'), packages: [['redis-server']], meaning: 'Redis 7' },
  chromium: {
    find: findChromium,
    packages: [['chromium'], ['fonts-noto-core']],
    meaning: 'Chromium, for browser tests',
  },
  docker: onPath('docker', 'the Docker client', ['docker-cli', 'docker.io']),
  dockerd: onPath('dockerd', 'the Docker Engine', ['docker.io']),
  'docker-compose': onPath('docker-compose', 'Docker Compose', ['docker-compose']),
  iptables: onPath('iptables', 'iptables, for the networks of the Docker Engine', ['iptables']),
  mmdebstrap: onPath('mmdebstrap', 'mmdebstrap, for base images', ['mmdebstrap']),
};

/** Installs what is missing where that is allowed (root on Debian or Ubuntu); else says in one line what to install. */
export function ensureTools(names: readonly ToolName[], progress: (line: string) => void): void {
  const missing = names.filter((name) => tools[name].find() === null);
  if (missing.length === 0) return;
  const packages = missing.flatMap((name) => tools[name].packages.map((candidates) => candidates[0] ?? ''));
  const advice = `missing: ${missing.map((name) => tools[name].meaning).join('; ')}`;
  if (process.getuid?.() !== 0 || !findOnPath('apt-get')) {
    throw new ClearFault(`${advice}: install it (on Debian or Ubuntu: sudo apt-get install ${packages.join(' ')})`);
  }
  progress(`installing ${packages.join(', ')}`);
  withoutStartingServices(() => installPackages(missing));
  const still = missing.filter((name) => tools[name].find() === null);
  if (still.length > 0) throw new ClearFault(`${advice}: apt-get could not install ${packages.join(' ')} (network?)`);
}

export function requireTool(name: ToolName): string {
  const path = tools[name].find();
  if (path) return path;
  throw new ClearFault(`missing: ${tools[name].meaning}: put ${name} on the PATH`);
}

/** Maven only fetches the broker, once. */
export function needsMaven(): boolean {
  return !existsSync(kafkaJarFolder);
}

function findOnPath(command: string): string | null {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, command)).find(isExecutable) ?? null;
}

function onPath(command: string, meaning: string, packages: readonly string[]): Tool {
  return { find: () => findOnPath(command), packages: [packages], meaning };
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not ours to run: both mean "look elsewhere".
  }
}

function findJava(): string | null {
  const home = process.env['JAVA_HOME'];
  const machines = '/usr/lib/jvm';
  const installed = existsSync(machines)
    ? readdirSync(machines).map((name) => join(machines, name, 'bin', 'java'))
    : [];
  const candidates = [home ? join(home, 'bin', 'java') : null, findOnPath('java'), ...installed];
  return candidates.find((java) => java !== null && isExecutable(java) && javaVersion(java) >= MINIMUM_JAVA) ?? null;
}

function javaVersion(java: string): number {
  const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
}

function findChromium(): string | null {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  return process.env['CHROMIUM_PATH'] ?? names.map(findOnPath).find((path) => path !== null) ?? null;
}

function installPackages(missing: readonly ToolName[]): void {
  const install = () => apt('install', '-y', '--no-install-recommends', ...missing.flatMap(packagesOf));
  if (install()) return;
  apt('update');
  install();
}

function packagesOf(name: ToolName): readonly string[] {
  return tools[name].packages.map((candidates) => candidates.find(isKnownPackage) ?? candidates[0] ?? '');
}

function isKnownPackage(name: string): boolean {
  const policy = spawnSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  return /Candidate: (?!\(none\))/.test(policy.stdout ?? '');
}

function apt(...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync('apt-get', ['-q', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
}

/** Debian starts a packaged server at once; 101 from this file forbids it. A file that is there already stays. */
function withoutStartingServices(work: () => void): void {
  if (existsSync(policyFile)) return work();
  writeFileSync(policyFile, '#!/bin/sh\nexit 101\n');
  chmodSync(policyFile, 0o755);
  try {
    work();
  } finally {
    rmSync(policyFile, { force: true });
  }
}
