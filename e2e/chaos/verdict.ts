import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { repositoryRoot } from '../../deploy/local/src/paths.ts';
import { baseEnvironment, nodeFile, nodeProgram } from '../../deploy/local/src/service-environment.ts';
import type { Stack } from '../../deploy/local/src/stack.ts';
import { ratios, type Indicator } from '../test/support/province.ts';
import { recountOwners } from '../test/support/recount.ts';
import { ask } from './front-door.ts';
import { settled } from './patience.ts';

/** An indicator of a year that is not what the owners' rows say. */
export interface Drift {
  readonly year: number;
  readonly indicator: string;
  readonly shown: string;
  readonly owners: string;
}

/** Compares the published figures with the recount of the owners, until they are equal or patience ends. */
export async function driftOf(stack: Stack, years: readonly number[]): Promise<readonly Drift[]> {
  return await settled(
    async () => (await Promise.all(years.map((year) => driftOfYear(stack, year)))).flat(),
    (drift) => drift.length === 0,
  );
}

async function driftOfYear(stack: Stack, year: number): Promise<readonly Drift[]> {
  const figures = await ask<{ indicators: Indicator[] }>(stack, `/api/metrics/indicators?period=${year}`);
  const [shown, owners] = [ratios(figures.indicators), await recountOwners(stack, year)];
  return Object.entries(owners)
    .map(([indicator, counted]) => ({ year, indicator, shown: shown[indicator] ?? 'nothing', owners: counted }))
    .filter((each) => each.shown !== each.owners);
}

/** What the audits found: the recount behind the front door, then the command that reads the owners' rows; null when equal. */
export async function auditFault(stack: Stack, year: number): Promise<string | null> {
  return await settled(
    async () => (await recountFault(stack, year)) ?? (await commandFault(stack)),
    (fault) => fault === null,
  );
}

async function recountFault(stack: Stack, year: number): Promise<string | null> {
  const path = `/api/metrics/audit/recount?period=${year}`;
  const recount = await ask<{ equal: boolean }>(stack, path, { as: 'operator' });
  return recount.equal ? null : JSON.stringify(recount);
}

async function commandFault(stack: Stack): Promise<string | null> {
  const env = { ...baseEnvironment(), ...stack.auditSettings };
  const audit = { name: 'audit', ...nodeProgram('metrics', 'audit-command'), env };
  return await stack.supervisor.run(audit).then(() => null, String);
}

export interface DeadLetterCheck {
  readonly expected: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** Holds the dead letters against the poison thrown in: each, by each consumer that must refuse it, and nothing else. */
export async function checkDeadLetters(stack: Stack, expected: readonly string[]): Promise<DeadLetterCheck> {
  return await settled(
    async () => {
      const letters = await listDeadLetters(stack);
      const found = new Map(
        letters.map(({ consumer, record, code, reason }) => {
          const name = `${consumer} ${record.headers['ce_id']}`;
          return [name, `${name} (${code}: ${reason})`] as const;
        }),
      );
      return {
        expected: expected.length,
        missing: expected.filter((name) => !found.has(name)),
        unexpected: [...found].filter(([name]) => !expected.includes(name)).map(([, told]) => told),
      };
    },
    ({ missing }) => missing.length === 0,
  );
}

interface Letter {
  readonly consumer: string;
  readonly code: string;
  readonly reason: string;
  readonly record: { readonly headers: Readonly<Record<string, string>> };
}

/** By the command that operators use. */
async function listDeadLetters(stack: Stack): Promise<readonly Letter[]> {
  const program = join(repositoryRoot, 'libs', 'messaging', 'dist', 'dead-letters-command.js');
  const { command, args } = nodeFile(program, 'list', '--json');
  const env = { ...baseEnvironment(), KAFKA_BROKERS: stack.endpoints.KAFKA_BROKERS };
  const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, faults] = await Promise.all([child.stdout, child.stderr].map((stream) => stream.toArray()));
  if (output!.length === 0)
    throw new Error(`The dead letters could not be listed: ${Buffer.concat(faults!).toString()}`);
  return JSON.parse(Buffer.concat(output!).toString()) as Letter[];
}
