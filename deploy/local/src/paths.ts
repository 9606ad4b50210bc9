import { join, resolve } from 'node:path';
import { versions } from './topology.ts';

export const repositoryRoot = resolve(import.meta.dirname, '..', '..', '..');
export const localFolder = join(repositoryRoot, '.local');
export const cacheFolder = join(localFolder, 'cache');
export const kafkaJarFolder = join(cacheFolder, `kafka-${versions.kafka}`);
export const webRoot = join(repositoryRoot, 'services', 'web', 'dist');

/** Where everything of one running stack lies: ports, secrets, logs and data. */
export interface InstancePaths {
  readonly name: string;
  readonly folder: string;
  readonly lockFile: string;
  readonly stackFile: string;
  readonly secretsFile: string;
  readonly identityFile: string;
  readonly processesFile: string;
  /** Notifications to applicants, a file each. */
  readonly notifications: string;
  readonly logs: string;
}

export function instancePaths(name: string): InstancePaths {
  const folder = join(localFolder, name);
  return {
    name,
    folder,
    lockFile: join(folder, 'lock'),
    stackFile: join(folder, 'stack.json'),
    secretsFile: join(folder, 'secrets.json'),
    identityFile: join(folder, 'identity.json'),
    processesFile: join(folder, 'processes.json'),
    notifications: join(folder, 'notifications'),
    logs: join(folder, 'logs'),
  };
}
