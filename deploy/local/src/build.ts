import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { cacheFolder, localFolder, repositoryRoot, webRoot } from './paths.ts';
import { withLock } from './process/lock-file.ts';
import type { Supervisor } from './process/supervisor.ts';
import { baseEnvironment } from './service-environment.ts';
import type { Steps } from './steps.ts';

const webFolder = join(repositoryRoot, 'services', 'web');
const webStampFile = join(cacheFolder, 'web-build.stamp');

/** Builds what changed: TypeScript incrementally, the web app when one of its sources differs. One build at a time. */
export async function build(supervisor: Supervisor, steps: Steps): Promise<void> {
  await steps.run('Build', () =>
    whileNobodyBuilds(async () => {
      await supervisor.run({ ...nodeTool('typescript/bin/tsc', '-b'), name: 'build' });
      await buildWebWhenChanged(supervisor);
    }),
  );
}

/** Runs `work` alone: concurrent commands share the built files. */
export function whileNobodyBuilds<T>(work: () => Promise<T>): Promise<T> {
  return withLock(join(localFolder, 'build.lock'), work);
}

/** A program of an npm package, run by our Node at the top of the repository. */
export function nodeTool(program: string, ...args: readonly string[]) {
  return {
    command: process.execPath,
    args: [join(repositoryRoot, 'node_modules', program), ...args],
    env: baseEnvironment(),
    cwd: repositoryRoot,
  };
}

async function buildWebWhenChanged(supervisor: Supervisor): Promise<void> {
  if (!existsSync(join(webFolder, 'index.html'))) return;
  const stamp = hashOf([...filesUnder(webFolder), join(repositoryRoot, 'package-lock.json')]);
  const isBuilt = existsSync(join(webRoot, 'index.html')) && existsSync(webStampFile);
  if (isBuilt && readFileSync(webStampFile, 'utf8') === stamp) return;
  await supervisor.run({ ...nodeTool('vite/bin/vite.js', 'build'), cwd: webFolder, name: 'build-web' });
  mkdirSync(dirname(webStampFile), { recursive: true });
  writeFileSync(webStampFile, stamp);
}

function filesUnder(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !['dist', 'node_modules', 'test'].includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesUnder(path) : [path];
    })
    .toSorted();
}

function hashOf(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(file).update(readFileSync(file));
  return hash.digest('hex');
}
