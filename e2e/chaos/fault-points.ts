/**
 * The steps of fold, relay and inbox, as statements and sends that go out and come back. Between any two of them a
 * process may be killed; `inbox: effect` is each statement of the effect itself.
 */
export const faultPoints = {
  metrics: [
    'fold: begin',
    'fold: lock progress',
    'fold: load facts',
    'fold: save facts',
    'fold: add agency days',
    'fold: add agency years',
    'fold: advance progress',
    'fold: commit',
  ],
  relay: ['relay: take rows', 'relay: send', 'relay: delete rows'],
  inbox: ['inbox: begin', 'inbox: claim', 'inbox: effect', 'inbox: append to outbox', 'inbox: commit'],
} as const;

export type FaultStep = (typeof faultPoints)[keyof typeof faultPoints][number];

/** Where a process kills itself: before a step goes out, or after it came back and before anything else is done. */
export interface FaultPoint {
  readonly moment: 'before' | 'after';
  readonly step: FaultStep;
}

const statements: readonly (readonly [RegExp, FaultStep])[] = [
  [/from projection\.progress .* for update/, 'fold: lock progress'],
  [/from projection\.fact where partition = \$1/, 'fold: load facts'],
  [/insert into projection\.fact\b/, 'fold: save facts'],
  [/insert into projection\.counter_agency_day\b/, 'fold: add agency days'],
  [/insert into projection\.counter_agency_year\b/, 'fold: add agency years'],
  [/update projection\.progress\b/, 'fold: advance progress'],
  [/^select position\b.* from outbox\b/, 'relay: take rows'],
  [/^delete from outbox\b/, 'relay: delete rows'],
  [/insert into inbox\b/, 'inbox: claim'],
];

/** Which step a statement is, in one session of the database. A transaction is known by its first telling statement. */
export class SessionSteps {
  #open = false;
  #part: 'fold' | 'inbox' | null = null;

  stepsOf(sql: string): readonly FaultStep[] {
    const text = sql.replaceAll(/\s+/g, ' ').trim();
    if (/^(start transaction|begin)\b/i.test(text)) {
      [this.#open, this.#part] = [true, null];
      return ['fold: begin', 'inbox: begin'];
    }
    if (/^(commit|rollback)\b/i.test(text)) {
      const part = this.#part;
      [this.#open, this.#part] = [false, null];
      return part && /^commit/i.test(text) ? [`${part}: commit`] : [];
    }
    const step = statements.find(([pattern]) => pattern.test(text))?.[1];
    if (this.#open && step?.startsWith('fold')) this.#part = 'fold';
    if (this.#open && step === 'inbox: claim') this.#part = 'inbox';
    if (step) return [step];
    if (this.#part !== 'inbox') return [];
    return /insert into outbox\b/.test(text) ? ['inbox: append to outbox'] : ['inbox: effect'];
  }
}
