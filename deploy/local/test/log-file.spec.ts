import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginLog, closeLog, openLog, shortenLog, tailOf } from '../src/process/log-file.ts';

describe('the log of a process', () => {
  let folder: string;
  let log: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-logs-'));
    log = join(folder, 'intake.log');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('of the three runs before stays when it begins anew, and no more', () => {
    for (const run of ['first', 'second', 'third', 'fourth', 'fifth']) {
      beginLog(log);
      appendFileSync(log, `the crash of the ${run} run\n`);
    }
    const previous = [1, 2, 3].map((number) => readFileSync(`${log}.${number}`, 'utf8'));
    expect(previous).toEqual(['fourth', 'third', 'second'].map((run) => `the crash of the ${run} run\n`));
    expect(readFileSync(log, 'utf8')).toBe('the crash of the fifth run\n');
    expect(existsSync(`${log}.4`)).toBe(false);
  });

  it('is not put aside while nothing was written', () => {
    beginLog(log);
    writeFileSync(log, '');
    beginLog(log);
    expect(existsSync(`${log}.1`)).toBe(false);
  });

  it('is put aside when it is too long, and who writes it goes on at its new end', () => {
    const open = openLog(log);
    writeSync(open!, 'x'.repeat(1_000));
    shortenLog(log, 1_000);
    expect(statSync(log).size).toBe(1_000);
    writeSync(open!, 'one too many');
    shortenLog(log, 1_000);
    writeSync(open!, 'and on');
    closeLog(open);
    expect(readFileSync(log, 'utf8')).toBe('and on');
    expect(readFileSync(`${log}.1`, 'utf8')).toBe(`${'x'.repeat(1_000)}one too many`);
  });

  it('that nobody wrote has no last lines, and is no fault', () => {
    expect(tailOf(log)).toBe('(there is no log)');
  });
});
