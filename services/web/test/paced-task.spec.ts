import { describe, expect, it } from '@jest/globals';
import { PacedTask } from '../src/api/paced-task.js';
import { ManualTimers } from './manual-timers.js';

function paced(run: (signal: AbortSignal) => Promise<void>) {
  const timers = new ManualTimers();
  return { timers, task: new PacedTask({ run, paceMs: 1_000, retryMs: 3_000, now: timers.now, after: timers.after }) };
}

describe('PacedTask', () => {
  it('runs at once, then at most once in its pace however often it is asked', async () => {
    let runs = 0;
    const { timers, task } = paced(async () => void (runs += 1));
    for (let asked = 0; asked < 5; asked += 1) task.request();
    await timers.advance(0);
    expect(runs).toBe(1);
    for (let asked = 0; asked < 5; asked += 1) task.request();
    await timers.advance(999);
    expect(runs).toBe(1);
    await timers.advance(1);
    expect(runs).toBe(2);
    await timers.advance(60_000);
    expect(runs).toBe(2);
  });

  it('never runs twice at once, and runs once more for what was asked meanwhile', async () => {
    const finish: (() => void)[] = [];
    const { timers, task } = paced(() => new Promise((resolve) => finish.push(resolve)));
    task.request();
    await timers.advance(0);
    task.request();
    await timers.advance(5_000);
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await timers.advance(0);
    await timers.advance(0);
    expect(finish).toHaveLength(2);
  });

  it('tries again after a failure', async () => {
    let runs = 0;
    const { timers, task } = paced(async () => {
      runs += 1;
      if (runs === 1) throw new Error('portal is starting');
    });
    task.request();
    await timers.advance(2_999);
    expect(runs).toBe(1);
    await timers.advance(1);
    expect(runs).toBe(2);
    await timers.advance(60_000);
    expect(runs).toBe(2);
  });

  it('aborts what runs when it is stopped, and stays stopped', async () => {
    let seen: AbortSignal | null = null;
    const { timers, task } = paced((signal) => {
      seen = signal;
      return Promise.reject(new Error('aborted'));
    });
    task.request();
    await timers.advance(0);
    task.stop();
    task.request();
    await timers.advance(60_000);
    expect(seen).toMatchObject({ aborted: true });
    expect(timers.pending).toBe(0);
  });
});
