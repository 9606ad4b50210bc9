import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statfsSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { ownFolder, postgresAccount } from '../../deploy/local/src/parts/postgres-place.ts';
import { startTimeOf } from '../../deploy/local/src/process/process-identity.ts';
import { provision, serviceDatabase } from '../../deploy/local/src/provision.ts';
import type { Stack } from '../../deploy/local/src/stack.ts';
import { databaseServices } from '../../deploy/local/src/topology.ts';

const PREFIX = 'motcua-small-disk-';
/** The file behind it is sparse: only what is written takes room. */
const BYTES = 3 * 2 ** 30;
const BLOCK = Buffer.alloc(4_096);

/**
 * A file system of its own for the tables of a stack, so that it can run full while the machine's does not. PostgreSQL's log
 * of writes stays elsewhere, as on a server that has a volume for each: a database whose log has no room ends at once.
 */
export class SmallDisk {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Null where we may not mount one: not root, or no loop device. */
  static mount(): SmallDisk | null {
    if (process.getuid?.() !== 0) return null;
    for (const name of readdirSync(tmpdir()).filter((name) => name.startsWith(PREFIX))) {
      if (startTimeOf(Number(name.slice(PREFIX.length))) === null) new SmallDisk(join(tmpdir(), name)).unmount();
    }
    const disk = new SmallDisk(join(tmpdir(), `${PREFIX}${process.pid}`));
    mkdirSync(disk.#place, { recursive: true });
    closeSync(openSync(disk.#image, 'w'));
    truncateSync(disk.#image, BYTES);
    const made = run('mkfs.ext4', '-q', '-m', '0', disk.#image) && run('mount', '-o', 'loop', disk.#image, disk.#place);
    if (made) return disk;
    disk.unmount();
    return null;
  }

  /** Puts the databases of the services on it, before anything is in them. */
  async takeDatabases(stack: Stack): Promise<void> {
    ownFolder(join(this.#place, 'tables'), postgresAccount());
    await provision(stack.superuserUrl, stack.secrets);
    const session = new pg.Client({ connectionString: stack.superuserUrl });
    await session.connect();
    try {
      await session.query(`create tablespace small location ${pg.escapeLiteral(join(this.#place, 'tables'))}`);
      for (const service of databaseServices) {
        const { database } = serviceDatabase(service, stack.superuserUrl, stack.secrets);
        await session.query(`alter database ${pg.escapeIdentifier(database)} set tablespace small`);
      }
    } finally {
      await session.end();
    }
  }

  /** Leaves not a block free. */
  fill(): void {
    const { bavail, bsize } = statfsSync(this.#place);
    run('fallocate', '-l', String(bavail * bsize), this.#ballast);
    const file = openSync(this.#ballast, 'a');
    try {
      for (;;) writeSync(file, BLOCK);
    } catch (fault) {
      if ((fault as NodeJS.ErrnoException).code !== 'ENOSPC') throw fault;
    } finally {
      closeSync(file);
    }
  }

  empty(): void {
    rmSync(this.#ballast, { force: true });
  }

  /** As something to be stopped after the stack that uses it. */
  async stop(): Promise<void> {
    this.unmount();
  }

  unmount(): void {
    if (existsSync(this.#place)) run('umount', '-l', this.#place);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #place(): string {
    return join(this.#folder, 'mounted');
  }

  get #image(): string {
    return join(this.#folder, 'image');
  }

  get #ballast(): string {
    return join(this.#place, 'ballast');
  }
}

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
