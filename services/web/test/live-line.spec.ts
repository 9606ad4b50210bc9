import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LiveLine, type LineHandlers } from '../src/wall/live/live-line.js';
import { frame } from './frame.builder.js';
import { ManualTimers } from './manual-timers.js';

describe('LiveLine', () => {
  let timers: ManualTimers;
  let connections: LineHandlers[];
  let closed: number;
  let line: LiveLine;
  const latest = (): LineHandlers => {
    const handlers = connections.at(-1);
    if (handlers === undefined) throw new Error('never connected');
    return handlers;
  };
  const push = (number: number): void => latest().received(JSON.stringify(frame(number)));

  beforeEach(() => {
    timers = new ManualTimers();
    connections = [];
    closed = 0;
    line = new LiveLine({
      connect: (handlers) => {
        connections.push(handlers);
        return () => {
          closed += 1;
        };
      },
      now: timers.now,
      after: timers.after,
    });
  });

  it('connects while somebody listens and leaves nothing behind', () => {
    const leave = line.subscribe(() => undefined);
    expect(connections).toHaveLength(1);
    leave();
    expect(closed).toBe(1);
    expect(timers.pending).toBe(0);
  });

  it('goes from connecting to live to stale, and back with the next frame', async () => {
    line.subscribe(() => undefined);
    expect(line.snapshot().status).toBe('connecting');
    latest().opened();
    push(1);
    expect(line.snapshot()).toMatchObject({ status: 'live', behindSeconds: 0.3 });
    await timers.advance(5_500);
    expect(line.snapshot().status).toBe('stale');
    push(2);
    expect(line.snapshot().status).toBe('live');
  });

  it('tells its listeners only when something visible changed', async () => {
    const listener = jest.fn();
    line.subscribe(listener);
    latest().opened();
    push(1);
    const told = listener.mock.calls.length;
    await timers.advance(4_000);
    push(1);
    expect(listener.mock.calls.length).toBe(told);
  });

  it('leaves a lost connection to itself, and replaces a closed one with growing pauses', async () => {
    line.subscribe(() => undefined);
    latest().opened();
    push(1);
    latest().lost(false);
    expect(line.snapshot().status).toBe('disconnected');
    await timers.advance(3_000);
    expect(connections).toHaveLength(1);
    latest().lost(true);
    await timers.advance(1_000);
    expect(connections).toHaveLength(2);
    latest().lost(true);
    await timers.advance(1_900);
    expect(connections).toHaveLength(2);
    await timers.advance(100);
    expect(connections).toHaveLength(3);
    latest().opened();
    push(2);
    expect(line.snapshot().status).toBe('live');
  });

  it('replaces a connection that died without saying so', async () => {
    line.subscribe(() => undefined);
    latest().opened();
    push(1);
    await timers.advance(17_000);
    expect(closed).toBe(1);
    expect(connections).toHaveLength(2);
  });

  it('keeps the last picture when a frame cannot be read', () => {
    const complaint = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    line.subscribe(() => undefined);
    latest().opened();
    push(1);
    latest().received('{"number":');
    latest().received('{"number":2}');
    expect(line.snapshot().frame?.number).toBe(1);
    expect(complaint).toHaveBeenCalledTimes(2);
    complaint.mockRestore();
  });
});
