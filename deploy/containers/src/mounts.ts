import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Unmounts what an engine has left below a folder, which could not be removed otherwise. */
export function unmountBelow(folder: string): void {
  const below = readFileSync('/proc/self/mounts', 'utf8')
    .split('\n')
    .map((line) => unescaped(line.split(' ')[1] ?? ''))
    .filter((place) => place.startsWith(`${folder}/`));
  // What was mounted last may lie on what was mounted before.
  for (const place of below.toReversed()) spawnSync('umount', [place]);
}

/** Spaces and the like stand as octal numbers in the list of mounts. */
function unescaped(place: string): string {
  return place.replaceAll(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}
