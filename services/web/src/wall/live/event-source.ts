import type { LineHandlers } from './live-line.js';
import { connectShared, type Channel } from './shared-source.js';

/**
 * Opens a stream of server-sent events on the address, one for all tabs of the browser; returns a way to close it, after
 * which no handler is called. Where the browser has no locks (a page that is not served securely), each tab has its own.
 */
export function connectEventSource(address: string, handlers: LineHandlers): () => void {
  const connect = (own: LineHandlers) => connectOwn(address, own);
  const locks = (navigator as { readonly locks?: LockManager }).locks;
  if (locks === undefined) return connect(handlers);
  const name = `motcua ${address}`;
  return connectShared(
    {
      connect,
      openChannel: () => new BroadcastChannel(name) as Channel,
      whileAlone: (signal, run) => locks.request(name, { signal }, run),
    },
    handlers,
  );
}

function connectOwn(address: string, handlers: LineHandlers): () => void {
  const source = new EventSource(address);
  source.onopen = () => handlers.opened();
  source.onmessage = ({ data }: MessageEvent<string>) => handlers.received(data);
  source.onerror = () => handlers.lost(source.readyState === EventSource.CLOSED);
  return () => {
    source.onopen = source.onmessage = source.onerror = null;
    source.close();
  };
}
