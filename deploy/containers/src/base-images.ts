import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fetchJars } from '../../local/src/parts/kafka-part.ts';
import { installedBinaries } from '../../local/src/parts/postgres-place.ts';
import { kafkaJarFolder, repositoryRoot } from '../../local/src/paths.ts';
import type { Supervisor } from '../../local/src/process/supervisor.ts';
import { versions } from '../../local/src/topology.ts';
import { DEBIAN, importDebian } from './debian.ts';
import { containersFolder, type Engine } from './engine.ts';

/** An image that is made here under the name that it has in a registry, so that what builds on it stays as it is. */
interface StandIn {
  readonly names: readonly string[];
  /** Its Dockerfile and what lies beside it, under `stand-ins`. */
  readonly folder: string;
  /** Whatever else it depends on. */
  readonly madeOf: string;
  /** Puts into the build's folder what does not lie in the repository. */
  readonly collect: (context: string, supervisor: Supervisor) => Promise<void>;
}

const standInFolder = join(import.meta.dirname, '..', 'stand-ins');

const standIns = (): readonly StandIn[] => [
  {
    names: [`node:${versions.node}`, `node:${versions.node}-slim`],
    folder: 'node',
    madeOf: `${process.version} ${npmVersion()} ${npmrc()}`,
    collect: async (context) => {
      cpSync(process.execPath, join(context, 'node'), { dereference: true });
      cpSync(npmFolder(), join(context, 'npm'), { recursive: true, dereference: true });
      writeFileSync(join(context, 'npmrc'), npmrc());
    },
  },
  {
    names: [`apache/kafka:${versions.kafka}`],
    folder: 'kafka',
    madeOf: versions.kafka,
    collect: async (context, supervisor) => {
      await fetchJars(supervisor);
      cpSync(kafkaJarFolder, join(context, 'jars'), { recursive: true });
      cpSync(join(repositoryRoot, 'deploy', 'local', 'kafka', 'log4j2.properties'), join(context, 'log4j2.properties'));
    },
  },
  {
    names: [`postgres:${versions.postgres}`],
    folder: 'postgres',
    madeOf: readFileSync(join(installedBinaries(), '..', 'package.json'), 'utf8'),
    collect: async (context) =>
      cpSync(installedBinaries(), join(context, 'native'), { recursive: true, verbatimSymlinks: true }),
  },
  { names: [`redis:${versions.redis}`], folder: 'redis', madeOf: '', collect: async () => undefined },
];

/** Makes the base images that are missing, or were made of something else than now. @returns the names of those made */
export async function makeBaseImages(engine: Engine, supervisor: Supervisor): Promise<readonly string[]> {
  const made = (await importDebian(engine)) ? ['debian'] : [];
  const debian = await engine.docker('image', 'inspect', '--format', '{{ .Id }}', DEBIAN);
  for (const standIn of standIns()) {
    const label = hashOf(join(standInFolder, standIn.folder), standIn.madeOf, debian);
    const labels = await Promise.all(standIn.names.map((name) => engine.labelOf(name)));
    if (labels.every((found) => found === label)) continue;
    const context = join(containersFolder, 'context');
    rmSync(context, { recursive: true, force: true });
    mkdirSync(context, { recursive: true });
    try {
      cpSync(join(standInFolder, standIn.folder), context, { recursive: true });
      await standIn.collect(context, supervisor);
      await engine.build({ names: standIn.names, label, context });
    } finally {
      rmSync(context, { recursive: true, force: true });
    }
    made.push(...standIn.names);
  }
  return made;
}

function hashOf(folder: string, ...texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of readdirSync(folder).toSorted()) hash.update(file).update(readFileSync(join(folder, file)));
  for (const text of texts) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

/** The npm that runs us, or else the one on the PATH. */
function npmFolder(): string {
  const entry = process.env['npm_execpath'];
  if (entry && existsSync(entry)) return join(dirname(entry), '..');
  const { stdout } = spawnSync('npm', ['root', '--global'], { encoding: 'utf8' });
  return join(stdout.trim(), 'npm');
}

function npmVersion(): string {
  return (JSON.parse(readFileSync(join(npmFolder(), 'package.json'), 'utf8')) as { version: string }).version;
}

/** How this machine reaches its registry, so that a build reaches it alike; nothing that signs in. */
function npmrc(): string {
  const settingOf = (name: string) =>
    spawnSync('npm', ['config', 'get', name], { cwd: '/', encoding: 'utf8' }).stdout.trim();
  const lines = [`registry=${settingOf('registry')}`];
  const certificates = settingOf('cafile');
  if (certificates && certificates !== 'null') lines.push('cafile=/etc/ssl/certs/ca-certificates.crt');
  return `${lines.join('\n')}\n`;
}
