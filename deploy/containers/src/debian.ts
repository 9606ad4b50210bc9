import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ClearFault } from '../../local/src/clear-fault.ts';
import { containersFolder, LABEL, type Engine } from './engine.ts';

export const DEBIAN = 'motcua-debian';

/**
 * Makes the image that the others build on from this machine's own package sources: its release, with its certificates.
 * @returns whether it had to be made
 */
export async function importDebian(engine: Engine): Promise<boolean> {
  const tar = join(containersFolder, 'debian.tar');
  const args = bootstrapArguments(tar);
  const label = createHash('sha256').update(args.join('\n')).digest('hex').slice(0, 16);
  if ((await engine.labelOf(DEBIAN)) === label) return false;
  try {
    await engine.runLogged('debian', 'mmdebstrap', args);
    await engine.docker('import', '--change', `LABEL ${LABEL}=${label}`, tar, DEBIAN);
  } finally {
    rmSync(tar, { force: true });
  }
  return true;
}

function bootstrapArguments(tar: string): readonly string[] {
  const settings = ['APT::Install-Recommends "false"', ...aptSettings()];
  return [
    ...['--variant=minbase', '--include=ca-certificates'],
    // Else a package that merges /usr afterwards brings the whole of Perl.
    '--hook-dir=/usr/share/mmdebstrap/hooks/maybe-merged-usr',
    ...settings.map((setting) => `--aptopt=${setting}`),
    ...['doc', 'man', 'locale', 'info'].map((folder) => `--dpkgopt=path-exclude=/usr/share/${folder}/*`),
    '--dpkgopt=path-include=/usr/share/doc/*/copyright',
    `--customize-hook=copy-in ${certificates} /etc/ssl/certs`,
    ...[releaseName(), tar, ...packageSources()],
  ];
}

const certificates = '/etc/ssl/certs/ca-certificates.crt';

function releaseName(): string {
  const name = /^VERSION_CODENAME=(\w+)$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1];
  if (name) return name;
  throw new ClearFault('/etc/os-release names no release: base images are made on Debian or Ubuntu only');
}

function packageSources(): readonly string[] {
  const folder = '/etc/apt/sources.list.d';
  const more = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(list|sources)$/.test(file)) : [];
  return ['/etc/apt/sources.list', ...more.map((file) => join(folder, file))].filter(existsSync);
}

/** How this machine's apt fetches: proxies, certificates, and what it does not check. */
function aptSettings(): readonly string[] {
  const { stdout } = spawnSync('apt-config', ['dump'], { encoding: 'utf8' });
  return stdout.split('\n').filter((line) => /^Acquire::(https?|Check-\S+|Retries)\b.* "[^"]/.test(line));
}
