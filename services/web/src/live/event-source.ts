import type { LineHandlers } from './live-line.js';

/** Opens an EventSource on the address; returns a way to close it, after which no handler is called. */
export function connectEventSource(address: string, handlers: LineHandlers): () => void {
  const source = new EventSource(address);
  source.onopen = () => handlers.opened();
  source.onmessage = ({ data }: MessageEvent<string>) => handlers.received(data);
  source.onerror = () => handlers.lost(source.readyState === EventSource.CLOSED);
  return () => {
    source.onopen = source.onmessage = source.onerror = null;
    source.close();
  };
}
