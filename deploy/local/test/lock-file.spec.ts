import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockHolder, releaseLock, takeLock } from '../src/process/lock-file.ts';

describe('a lock file', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-lock-'));
    file = join(folder, 'lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is refused while its holder lives', async () => {
    expect(await takeLock(file)).toBe(true);
    expect(await takeLock(file)).toBe(false);
    releaseLock(file);
    expect(await takeLock(file)).toBe(true);
  });

  it('is taken over from a holder that died, or was cut off while writing it', async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, startedAt: 'long ago' }));
    expect(await takeLock(file)).toBe(true);
    writeFileSync(file, '{"pid":');
    expect(lockHolder(file)).toBeNull();
    expect(await takeLock(file)).toBe(true);
  });
});
