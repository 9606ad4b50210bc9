import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Loop, type LoopOptions } from '../src/loop.js';

let loop: Loop;
let rounds: number;
let failures: unknown[];

function begin(options: Partial<LoopOptions> = {}): void {
  rounds = 0;
  failures = [];
  loop = new Loop({ round: async () => {}, restMs: 5, onFailure: (error) => failures.push(error), ...options });
  loop.start();
}
afterEach(() => loop.stop());

const until = async (condition: () => boolean): Promise<void> => {
  while (!condition()) await delay(1);
};

describe('a loop', () => {
  it('does round after round, one at a time', async () => {
    let [running, most] = [0, 0];
    begin({
      restMs: 0,
      round: async () => {
        most = Math.max(most, (running += 1));
        await delay(2);
        running -= 1;
        rounds += 1;
      },
    });
    await until(() => rounds === 5);
    expect(most).toBe(1);
  });

  it('goes on after a round that failed', async () => {
    begin({
      round: async () => {
        rounds += 1;
        if (rounds < 3) throw new Error(`round ${rounds}`);
      },
    });
    await until(() => rounds === 4);
    expect(failures.map(String)).toEqual(['Error: round 1', 'Error: round 2']);
  });

  it('can rest before its first round', async () => {
    begin({ restFirst: true, restMs: 60_000, round: async () => void (rounds += 1) });
    await delay(10);
    await loop.stop();
    expect(rounds).toBe(0);
  });

  it('waits for the round that runs when it is stopped, and reports no failure that stopping caused', async () => {
    let ended = false;
    begin({
      round: async (stop) => {
        rounds += 1;
        await new Promise((resolve) => stop.addEventListener('abort', resolve));
        await delay(5);
        ended = true;
        throw new Error('The connection is closed.');
      },
    });
    await until(() => rounds === 1);
    await loop.stop();
    expect([ended, failures]).toEqual([true, []]);
  });

  it('ends a rest of a round when it is stopped or woken, and forgets no wake that came while it worked', async () => {
    begin({
      round: async () => {
        loop.wake();
        loop.wake();
        for (; !loop.isStopping; rounds += 1) await loop.restUntilWoken(60_000);
      },
    });
    await until(() => rounds === 1);
    await delay(10);
    expect(rounds).toBe(1);
    loop.wake();
    await until(() => rounds === 2);
    await loop.stop();
    expect(rounds).toBe(3);
  });

  it('is not called from its pause between two rounds', async () => {
    begin({ restMs: 60_000, round: async () => void (rounds += 1) });
    await until(() => rounds === 1);
    loop.wake();
    await delay(10);
    expect(rounds).toBe(1);
  });
});
