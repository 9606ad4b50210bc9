import type { Activity } from './activity.js';

export interface ProgressOptions {
  readonly activity: Activity;
  readonly dossiers: number;
  readonly write: (text: string) => void;
  readonly tty: boolean;
}

/** One line every few seconds; on a terminal it replaces itself, elsewhere it comes every 15 s. Returns how to stop it. */
export function startProgress({ activity, dossiers, write, tty }: ProgressOptions): () => void {
  const begun = Date.now();
  let before = { at: begun, commands: activity.commands };
  const line = (): string => {
    const now = Date.now();
    const rate = ((activity.commands - before.commands) * 1_000) / Math.max(1, now - before.at);
    before = { at: now, commands: activity.commands };
    const done = activity.dossiersDone + activity.dossiersFailed;
    const left = done === 0 ? '?' : duration(((now - begun) / done) * (dossiers - done));
    const failed = activity.dossiersFailed > 0 ? `, ${activity.dossiersFailed} failed` : '';
    return `${done} of ${dossiers} dossiers, ${Math.round(rate)} commands/s, ${activity.retries} retries${failed}, ${left} left`;
  };
  const print = (): void => write(tty ? `\r\u001b[K${line()}` : `${line()}\n`);
  const timer = setInterval(print, tty ? 2_000 : 15_000);
  timer.unref();
  return () => {
    clearInterval(timer);
    if (tty) write('\r\u001b[K');
  };
}

export function duration(ms: number): string {
  const seconds = Math.round(ms / 1_000);
  return seconds < 90 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
