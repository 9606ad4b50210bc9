import { ClockPolicy, OnlineLevel, TimeLimit } from '@motcua/contracts';
import type { LocalDay } from '@motcua/kernel';
import { z } from 'zod';
import type { ApiClient } from './drive/api-client.js';
import type { Agency, Procedure } from './plan/index.js';

const Agencies = z.array(
  z.object({
    code: z.string(),
    name: z.string(),
    kind: z.string(),
    parent: z.string().nullable().default(null),
    validUntil: z.string().nullable().default(null),
  }),
);
const Procedures = z.array(
  z.object({
    code: z.string(),
    validFrom: z.string().default(''),
    onlineLevel: OnlineLevel,
    fee: z.object({ amountVnd: z.number(), collection: z.enum(['PREPAID', 'POSTPAID']) }).nullable(),
    timeLimit: TimeLimit.nullable(),
    onlineTimeLimit: TimeLimit.nullable().default(null),
    clockPolicy: ClockPolicy.default('PAUSE'),
  }),
);

export interface Catalogue {
  readonly agencies: readonly Agency[];
  readonly procedures: readonly Procedure[];
}

/** Longer limits would carry dossiers of a planned year out of it. */
const LONGEST_LIMIT_HOURS = 25 * 8;
const HOURS_OF: Partial<Record<TimeLimit['unit'], number>> = { HOUR: 1, HALF_DAY: 4, WORKING_DAY: 8 };

/** The province as intake knows it: agencies and procedures that stay the same from one local day to another. */
export async function readCatalogue(
  api: ApiClient,
  from: LocalDay,
  to: LocalDay,
  signal: AbortSignal,
): Promise<Catalogue> {
  const read = async (path: string): Promise<unknown> => (await api.demand({ method: 'GET', path }, signal)).body;
  const [agencies, procedures] = await Promise.all([
    read(`/api/intake/agencies?on=${from}`),
    read('/api/intake/procedures'),
  ]);
  return {
    agencies: Agencies.parse(agencies).filter(({ validUntil }) => validUntil === null || validUntil >= to),
    procedures: unchanged(Procedures.parse(procedures), from, to).filter(({ timeLimit }) => endsSoon(timeLimit)),
  };
}

function endsSoon(limit: TimeLimit | null): boolean {
  return limit !== null && (HOURS_OF[limit.unit] ?? Infinity) * limit.amount <= LONGEST_LIMIT_HOURS;
}

/** Of every procedure its version in force; none that changes in between, because a dossier keeps what it met. */
export function unchanged<P extends { readonly code: string; readonly validFrom: LocalDay }>(
  versions: readonly P[],
  from: LocalDay,
  to: LocalDay,
): P[] {
  const inForce = new Map<string, P>();
  for (const version of versions.toSorted((left, right) => (left.validFrom < right.validFrom ? -1 : 1))) {
    if (version.validFrom <= from) inForce.set(version.code, version);
    else if (version.validFrom <= to) inForce.delete(version.code);
  }
  return [...inForce.values()];
}
