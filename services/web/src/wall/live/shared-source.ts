import type { LineHandlers } from './live-line.js';

type Connect = (handlers: LineHandlers) => () => void;

/** What one tab tells the others of the stream that it holds, and what one that comes later asks for. */
type Message =
  | { readonly kind: 'joined' }
  | { readonly kind: 'opened' }
  | { readonly kind: 'received'; readonly data: string }
  | { readonly kind: 'lost'; readonly final: boolean };

/** What of a BroadcastChannel is used: it reaches the other tabs, and not the one that posts. */
export interface Channel {
  onmessage: ((event: { readonly data: Message }) => void) | null;
  postMessage(message: Message): void;
  close(): void;
}

export interface SharedSourceOptions {
  /** Opens a stream of this tab's own. */
  readonly connect: Connect;
  readonly openChannel: () => Channel;
  /** Holds what only one tab of the browser may hold until the promise settles; the next one in line follows. */
  readonly whileAlone: (signal: AbortSignal, run: () => Promise<void>) => Promise<void>;
}

/**
 * One stream for all tabs of a browser: HTTP/1.1 gives a browser six connections to a server, and a stream holds one for
 * ever. One tab holds it and hands on what comes; when that tab goes, the next one opens its own.
 */
export function connectShared({ connect, openChannel, whileAlone }: SharedSourceOptions, handlers: LineHandlers) {
  const channel = openChannel();
  const left = new AbortController();
  channel.onmessage = ({ data }) => hear(data, handlers);
  channel.postMessage({ kind: 'joined' });
  void whileAlone(left.signal, () => holdStream(connect, channel, handlers, left.signal)).catch(() => undefined);
  return () => {
    channel.onmessage = null;
    left.abort();
    channel.close();
  };
}

/** Resolves when this tab leaves; the lock may come to it when it has left already. */
async function holdStream(
  connect: Connect,
  channel: Channel,
  handlers: LineHandlers,
  left: AbortSignal,
): Promise<void> {
  if (left.aborted) return;
  const latest: Message[] = [];
  const tell = (message: Message): void => {
    if (left.aborted) return;
    channel.postMessage(message);
    hear(message, handlers);
  };
  channel.onmessage = ({ data }) => {
    if (data.kind === 'joined') for (const message of latest) channel.postMessage(message);
  };
  const disconnect = connect({
    opened: () => {
      latest.splice(0, latest.length, { kind: 'opened' });
      tell({ kind: 'opened' });
    },
    received: (data) => {
      latest.splice(1, 1, { kind: 'received', data });
      tell({ kind: 'received', data });
    },
    lost: (final) => {
      latest.length = 0;
      tell({ kind: 'lost', final });
    },
  });
  await new Promise((resolve) => left.addEventListener('abort', resolve));
  disconnect();
}

function hear(message: Message, handlers: LineHandlers): void {
  if (message.kind === 'opened') handlers.opened();
  else if (message.kind === 'received') handlers.received(message.data);
  else if (message.kind === 'lost') handlers.lost(message.final);
}
