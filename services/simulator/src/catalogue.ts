import { ClockPolicy, OnlineLevel, TimeLimit } from '@motcua/contracts';
import { z } from 'zod';
import type { ApiClient } from './drive/api-client.js';
import type { Agency, Procedure } from './plan/index.js';

const Agencies = z.array(
  z.object({ code: z.string(), name: z.string(), kind: z.string(), parent: z.string().nullable().default(null) }),
);
const Procedures = z.array(
  z.object({
    code: z.string(),
    onlineLevel: OnlineLevel,
    fee: z.object({ amountVnd: z.number(), collection: z.enum(['PREPAID', 'POSTPAID']) }).nullable(),
    timeLimit: TimeLimit.nullable(),
    clockPolicy: ClockPolicy.default('PAUSE'),
  }),
);

export interface Catalogue {
  readonly agencies: readonly Agency[];
  readonly procedures: readonly Procedure[];
}

/** The province as intake knows it. */
export async function readCatalogue(api: ApiClient, signal: AbortSignal): Promise<Catalogue> {
  const read = async (path: string): Promise<unknown> =>
    (await api.demand({ method: 'GET', path, as: 'simulator-counter' }, signal)).body;
  const [agencies, procedures] = await Promise.all([read('/api/intake/agencies'), read('/api/intake/procedures')]);
  return { agencies: Agencies.parse(agencies), procedures: Procedures.parse(procedures) };
}
