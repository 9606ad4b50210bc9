import type { Frame } from '../../src/figures/figures.js';

/** A browser that watches the live figures. */
export interface Watcher {
  /** Every frame received, in order. */
  readonly frames: readonly Frame[];
  readonly latest: Frame | undefined;
  stop(): void;
}

export async function watch(serviceUrl: string): Promise<Watcher> {
  const abort = new AbortController();
  const response = await fetch(`${serviceUrl}/live`, { signal: abort.signal });
  const frames: Frame[] = [];
  const read = async (): Promise<void> => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const messages = text.split('\n\n');
      text = messages.pop()!;
      for (const message of messages) {
        const data = message.split('\n').find((line) => line.startsWith('data: '));
        if (data) frames.push(JSON.parse(data.slice('data: '.length)) as Frame);
      }
    }
  };
  // Ends with the abort, or when the service closes the stream.
  void read().catch(() => undefined);
  return {
    frames,
    get latest() {
      return frames.at(-1);
    },
    stop: () => abort.abort(),
  };
}
