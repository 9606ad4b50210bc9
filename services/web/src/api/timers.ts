/** `setTimeout` in the form the live parts take; returns a way to cancel. */
export function after(delayMs: number, run: () => void): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
