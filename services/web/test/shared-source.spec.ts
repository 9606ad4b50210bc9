import { describe, expect, it } from '@jest/globals';
import type { LineHandlers } from '../src/wall/live/live-line.js';
import { connectShared, type Channel } from '../src/wall/live/shared-source.js';

/** Tabs of one browser: what one posts reaches the others, and one of them at a time holds the lock. */
class Tabs {
  readonly streams: LineHandlers[] = [];
  open = 0;
  readonly #channels = new Set<Channel>();
  #holder: Promise<void> = Promise.resolve();

  join(): { readonly heard: string[]; readonly leave: () => void } {
    const heard: string[] = [];
    const leave = connectShared(
      {
        connect: (handlers) => {
          this.open += 1;
          this.streams.push(handlers);
          return () => (this.open -= 1);
        },
        openChannel: () => this.#channel(),
        whileAlone: (_, run) => (this.#holder = this.#holder.then(run)),
      },
      {
        opened: () => heard.push('opened'),
        received: (data) => heard.push(data),
        lost: (final) => heard.push(`lost ${final}`),
      },
    );
    return { heard, leave };
  }

  get latest(): LineHandlers {
    return this.streams.at(-1)!;
  }

  #channel(): Channel {
    const channel: Channel = {
      onmessage: null,
      postMessage: (data) => {
        for (const other of this.#channels) if (other !== channel) other.onmessage?.({ data });
      },
      close: () => this.#channels.delete(channel),
    };
    this.#channels.add(channel);
    return channel;
  }
}

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

describe('the stream that the tabs of a browser share', () => {
  it('is one, whose frames all tabs hear', async () => {
    const tabs = new Tabs();
    const joined = [tabs.join(), tabs.join(), tabs.join()];
    await settle();
    expect(tabs.open).toBe(1);
    tabs.latest.opened();
    tabs.latest.received('frame 1');
    tabs.latest.lost(false);
    expect(joined.map(({ heard }) => heard)).toEqual(Array(3).fill(['opened', 'frame 1', 'lost false']));
  });

  it('gives a tab that comes later the latest frame at once', async () => {
    const tabs = new Tabs();
    tabs.join();
    await settle();
    tabs.latest.opened();
    tabs.latest.received('frame 1');
    tabs.latest.received('frame 2');
    expect(tabs.join().heard).toEqual(['opened', 'frame 2']);
  });

  it('is opened by the next tab when the one that held it goes', async () => {
    const tabs = new Tabs();
    const [first, second] = [tabs.join(), tabs.join()];
    await settle();
    first.leave();
    await settle();
    expect(tabs.streams).toHaveLength(2);
    expect(tabs.open).toBe(1);
    tabs.latest.opened();
    expect(second.heard).toEqual(['opened']);
    expect(first.heard).toEqual([]);
  });

  it('is closed when the last tab goes, and never opened for one that left while it waited', async () => {
    const tabs = new Tabs();
    const [first, second] = [tabs.join(), tabs.join()];
    await settle();
    second.leave();
    first.leave();
    await settle();
    expect([tabs.open, tabs.streams.length]).toEqual([0, 1]);
  });
});
