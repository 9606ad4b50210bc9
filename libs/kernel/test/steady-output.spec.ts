import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { keepWriting } from '../src/steady-output.ts';

const source = new URL('../src/steady-output.ts', import.meta.url).href;

/** A log whose disk is full until there is room again. As standard output does, it takes writes after a fault. */
function disk() {
  const written: string[] = [];
  const state = { full: false };
  const write = (chunk: string, _encoding: unknown, done: (error?: Error) => void): boolean => {
    if (state.full) done(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
    else {
      written.push(chunk);
      done();
    }
    return true;
  };
  return { stream: { write, on: () => undefined } as unknown as Writable, written, state };
}

/** A process that prints three lines, then ends with code 7. */
async function printTo(output: number | 'pipe', program: string): Promise<number | null> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', output, 'ignore'],
  });
  child.stdout?.destroy();
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

const printing = `
  for (let line = 0; line < 3; line += 1) {
    process.stdout.write('a line\\n');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  process.exit(7);`;
const kept = `import { keepWriting } from ${JSON.stringify(source)}; keepWriting(process.stdout);`;

describe('what a process prints', () => {
  it('ends it by itself when the disk is full or the reader is gone', async () => {
    expect(await printTo(openSync('/dev/full', 'w'), printing)).not.toBe(7);
    expect(await printTo('pipe', printing)).not.toBe(7);
  });

  it('does not end a program of ours: neither on a full disk nor without a reader', async () => {
    expect(await printTo(openSync('/dev/full', 'w'), kept + printing)).toBe(7);
    expect(await printTo('pipe', kept + printing)).toBe(7);
  });

  it('is counted when it is lost, and the number of lines is logged when writing works again', async () => {
    const { stream, written, state } = disk();
    keepWriting(stream);
    stream.write('before\n');
    state.full = true;
    stream.write('lost\n');
    stream.write('lost, too\nin two lines\n');
    state.full = false;
    stream.write('after\n');
    stream.write('as ever\n');
    expect([written[0], written[1], written[3]]).toEqual(['before\n', 'after\n', 'as ever\n']);
    expect(JSON.parse(written[2]!)).toMatchObject({
      level: 'warn',
      message: 'Lines of this log could not be written and are lost.',
      lines: 3,
      cause: 'ENOSPC',
    });
  });
});
