/** Ready means: the service says so itself, its database and broker included. */
export async function probeService(port: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(3_000) });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`/health/ready answers ${answer.status}: ${text.slice(0, 200)}`);
}
