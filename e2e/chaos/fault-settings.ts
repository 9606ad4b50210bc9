import { join } from 'node:path';
import type { InstancePaths } from '../../deploy/local/src/paths.ts';

/** Where processes of a stack find the order to die. */
export const faultPointsFolder = (paths: InstancePaths): string => join(paths.folder, 'fault-points');

/** What lets the services of a stack die between any two steps. */
export function faultSettings(paths: InstancePaths): Readonly<Record<string, string>> {
  const program = new URL('die-at-fault-point.ts', import.meta.url).href;
  return { FAULT_POINTS: faultPointsFolder(paths), NODE_OPTIONS: `--import=${program}` };
}
