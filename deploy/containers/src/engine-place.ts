import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { ClearFault } from '../../local/src/clear-fault.ts';

/** Where an engine keeps what. */
export interface EnginePlace {
  readonly data: string;
  /** Of the engine and of what it starts: sockets and mounts. */
  readonly run: string;
  readonly socket: string;
  readonly pidFile: string;
  /** The settings of its clients, apart from those of the person who runs us. */
  readonly client: string;
}

/** The path of a socket is cut after 107 bytes; the engine puts some of its own below its folder. */
const LONGEST_RUN_FOLDER = 107 - '/containerd/containerd-debug.sock'.length;

/**
 * Everything in one folder; only where its path is too long for sockets, these lie in /run.
 * @throws ClearFault when the path has characters that mean something in an address or in the options of a mount
 */
export function enginePlace(folder: string): EnginePlace {
  const wrong = /[^\w./-]/.exec(folder)?.[0];
  if (wrong !== undefined) {
    throw new ClearFault(`a Docker Engine cannot work in ${folder}: put the clone where no '${wrong}' is in the path`);
  }
  const inside = join(folder, 'run');
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 12);
  const run = inside.length <= LONGEST_RUN_FOLDER ? inside : join('/run', `motcua-${name}`);
  return {
    data: join(folder, 'data'),
    run,
    socket: join(run, 'docker.sock'),
    pidFile: join(run, 'docker.pid'),
    client: join(folder, 'client'),
  };
}
