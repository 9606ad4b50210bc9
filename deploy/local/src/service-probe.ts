import { messageOf } from './clear-fault.ts';

const ANSWER_LIMIT_MS = 3_000;

/**
 * Resolves when the service reports that it is ready, its database included, and waits for nothing.
 * @throws Error with what the service reports as missing
 */
export async function probeService(port: number): Promise<void> {
  const place = `http://127.0.0.1:${port}/health/ready`;
  const answer = await fetch(place, { signal: AbortSignal.timeout(ANSWER_LIMIT_MS) }).catch((fault: unknown) => {
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

/** The `detail` of problem details. */
function detailOf(text: string): string {
  try {
    const { detail } = JSON.parse(text) as { detail?: unknown };
    return typeof detail === 'string' ? detail : text.slice(0, 200);
  } catch {
    return text.slice(0, 200); // Not an answer of the service.
  }
}
