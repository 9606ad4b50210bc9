import { ClockPolicy, OnlineLevel, TimeLimit } from '@motcua/contracts';
import { z } from 'zod';
import { agencyKinds, type AgencyVersion } from '../versions/agency-version.js';
import type { ProcedureVersion } from '../versions/procedure-version.js';

/** The catalogue as the database holds it. */
export interface StoredCatalogue {
  readonly agencies: readonly AgencyVersion[];
  readonly procedures: readonly ProcedureVersion[];
}

/** Rows of the database, with what the first edition of the catalogue did not know at its default. */
export function readStored({
  agencies,
  procedures,
}: Readonly<Record<keyof StoredCatalogue, unknown>>): StoredCatalogue {
  return { agencies: z.array(StoredAgency).parse(agencies), procedures: z.array(StoredProcedure).parse(procedures) };
}

const StoredAgency = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.enum(agencyKinds),
  parent: z.string().nullable(),
  calendarId: z.string(),
  validFrom: z.string(),
  validUntil: z.string().nullable(),
  successor: z.string().nullable(),
}) satisfies z.ZodType<AgencyVersion>;

/** Rows of the first edition of the catalogue know neither fee lines nor the options of a time limit. */
const StoredProcedure = z.object({
  code: z.string(),
  version: z.int(),
  name: z.string(),
  field: z.string(),
  onlineLevel: OnlineLevel,
  timeLimit: TimeLimit.nullable(),
  onlineTimeLimit: TimeLimit.nullable(),
  clockPolicy: ClockPolicy,
  fee: z
    .object({
      amountVnd: z.int(),
      collection: z.enum(['PREPAID', 'POSTPAID']),
      lines: z.array(z.object({ kind: z.enum(['FEE', 'LEVY']), name: z.string(), amountVnd: z.int() })).default([]),
    })
    .nullable(),
  resultOnPaper: z.boolean(),
  steps: z.array(z.object({ name: z.string(), agency: z.string(), timeLimit: TimeLimit.nullable() })),
  components: z.array(z.object({ code: z.string(), name: z.string(), required: z.boolean() })),
  validFrom: z.string(),
}) satisfies z.ZodType<ProcedureVersion>;
