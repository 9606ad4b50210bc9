/** What a run has done so far; for progress lines, never for figures. */
export interface Activity {
  dossiersDone: number;
  dossiersFailed: number;
  commands: number;
  retries: number;
}

export const newActivity = (): Activity => ({ dossiersDone: 0, dossiersFailed: 0, commands: 0, retries: 0 });

/** Says a thing once per kind, so that a fault that lasts does not fill the screen. */
export class Warnings {
  private readonly counts = new Map<string, number>();

  constructor(private readonly write: (line: string) => void) {}

  warn(kind: string, text: string): void {
    const before = this.counts.get(kind) ?? 0;
    this.counts.set(kind, before + 1);
    if (before === 0) this.write(`simulator: ${text} (shown once for ${kind})`);
  }

  /** How often each kind came. */
  summary(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.counts);
  }
}
