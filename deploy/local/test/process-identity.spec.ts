import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from '@jest/globals';
import { identify, isAlive } from '../src/process/process-identity.ts';

describe('a process identity', () => {
  it('holds while the process lives and no longer', async () => {
    const child = spawn('sleep', ['30']);
    const identity = identify(child.pid ?? 0);
    expect(isAlive(identity)).toBe(true);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(identity)).toBe(false);
  });

  it('does not take another process with a reused pid for the same', () => {
    expect(isAlive({ pid: process.pid, startedAt: 'long ago' })).toBe(false);
  });
});
