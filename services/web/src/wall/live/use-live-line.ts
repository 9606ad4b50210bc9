import { useState, useSyncExternalStore } from 'react';
import { liveAddress } from './api.js';
import { connectEventSource } from './event-source.js';
import { LiveLine, type LineSnapshot } from './live-line.js';
import { after } from '../../api/timers.js';

export function useLiveLine(): LineSnapshot {
  const [line] = useState(
    () =>
      new LiveLine({
        connect: (handlers) => connectEventSource(liveAddress, handlers),
        now: () => Date.now(),
        after,
      }),
  );
  return useSyncExternalStore(line.subscribe, line.snapshot);
}
