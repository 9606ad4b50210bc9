import { spawnSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { repositoryRoot } from '../../deploy/local/src/paths.ts';
import { versions } from '../../deploy/local/src/topology.ts';

export function commit(): string {
  const git = (...args: string[]): string =>
    spawnSync('git', args, { cwd: repositoryRoot, encoding: 'utf8' }).stdout.trim();
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'libs', 'services', 'bench/src');
  return `${git('rev-parse', '--short', 'HEAD') || 'unknown'}${changed === '' ? '' : ' with local changes'}`;
}

/** One line about what it ran on. */
export function machine(): string {
  const [first] = cpus();
  return (
    `${cpus().length} x ${first?.model.trim() ?? 'unknown CPU'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ` +
    `${platform()} ${release()}, Node ${process.versions.node}, Kafka ${versions.kafka}, PostgreSQL ${versions.postgres}, ` +
    `all on this machine`
  );
}

export const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(1))
    .join(' / ');
