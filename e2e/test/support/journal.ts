import { readFileSync } from 'node:fs';
import type { Stack } from '../../../deploy/local/src/stack.ts';
import { ask } from './recount.ts';

interface Accepted {
  readonly dossierId: string;
  readonly command: string;
  readonly revision: number | null;
}

/** What became of the commands that the services had said yes to. */
export interface JournalCheck {
  readonly accepted: number;
  /** How many of each command. */
  readonly commands: Readonly<Record<string, number>>;
  /** Said yes to, but no longer there. */
  readonly lost: readonly string[];
  /** There more often than said yes to. */
  readonly doubled: readonly string[];
}

const EVENT_NAMES: Readonly<Record<string, string>> = {
  submit: 'submitted',
  accept: 'accepted',
  forward: 'forwarded',
  refuse: 'refused',
  'request-supplement': 'supplement-requested',
  'receive-supplement': 'supplement-received',
  assign: 'forwarded',
  'request-payment': 'payment-requested',
  'receive-payment': 'payment-received',
  suspend: 'suspended',
  resume: 'resumed',
  transfer: 'transferred',
  complete: 'completed',
  return: 'returned',
  withdraw: 'withdrawn',
  terminate: 'terminated',
  correct: 'corrected',
  void: 'voided',
};

/** Every command that a run must have given. */
export const commandsOfMix = [...Object.keys(EVENT_NAMES), 'extend'];

/**
 * Holds the simulator's journal against intake's history: each accepted command is there, and there once. An extension,
 * which there can be one of, is held against the clock of its dossier.
 */
export async function checkJournal(stack: Stack, file: string): Promise<JournalCheck> {
  const journal = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Accepted);
  const accepted = journal.filter(({ command }) => command in EVENT_NAMES);
  const extended = journal.filter(({ command }) => command === 'extend');
  const putOff = await ask<{ id: string }>(
    stack,
    'deadlines',
    `select dossier_id as id from audit where state->'extension' <> 'null'::jsonb`,
  );
  const history = await ask<{ line: string }>(
    stack,
    'intake',
    `select dossier_id || ' ' || split_part(type, '.', 4) || ' ' || revision as line from dossier_history
     where split_part(type, '.', 4) <> 'submission-effective'`,
  );
  const said = accepted.map(({ dossierId, command, revision }) => `${dossierId} ${EVENT_NAMES[command]} ${revision}`);
  const there = Map.groupBy(history, ({ line }) => line.replace(/ \d+$/, ''));
  const lines = new Set(history.map(({ line }) => line));
  const times = Map.groupBy(said, (line) => line.replace(/ \d+$/, ''));
  return {
    accepted: said.length + extended.length,
    commands: countsOf([...accepted, ...extended].map(({ command }) => command)),
    lost: [
      ...said.filter((line) => !lines.has(line)),
      ...extended
        .filter(({ dossierId }) => !putOff.some(({ id }) => id === dossierId))
        .map(({ dossierId }) => `${dossierId} extended`),
    ],
    doubled: [...there]
      .filter(([line, rows]) => rows.length > Math.max(1, times.get(line)?.length ?? 0))
      .map(([line]) => line),
  };
}

const countsOf = (names: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, each]) => [name, each.length]));
