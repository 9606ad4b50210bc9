import { messageOf } from './clear-fault.ts';

const PATIENCE_MS = 3_000;

/**
 * Ready means: the service says so itself, its database included, and that it waits for nothing.
 * @throws with what is missing, in its words
 */
export async function probeService(port: number): Promise<void> {
  const place = `http://127.0.0.1:${port}/health/ready`;
  const answer = await fetch(place, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch((fault: unknown) => {
    throw new Error(whyNoAnswer(port, fault), { cause: fault });
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`it answers ${answer.status} at /health/ready: ${detailOf(text)}`);
  const { waitsFor = [] } = JSON.parse(text) as { readonly waitsFor?: readonly string[] };
  if (waitsFor.length > 0) throw new Error(`it waits for ${waitsFor.join(', ')}`);
}

function whyNoAnswer(port: number, fault: unknown): string {
  const cause = fault instanceof Error ? (fault.cause ?? fault) : fault;
  if ((cause as NodeJS.ErrnoException).code === 'ECONNREFUSED') return `it does not listen on port ${port} yet`;
  return `it does not answer at port ${port} (${messageOf(cause)})`;
}

/** Of problem details the sentence for people. */
function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail : text.slice(0, 200);
  } catch {
    return text.slice(0, 200); // Not from the service itself.
  }
}
