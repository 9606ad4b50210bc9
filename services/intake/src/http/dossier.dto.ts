import { Channel, DossierStateV1 } from '@motcua/contracts';
import { HappenedAt } from '@motcua/http';
import { z } from 'zod';
import type { Dossier } from '../domain/dossier.js';

const AgencyCode = z.string().min(1).max(32);

export const SubmitBody = z.strictObject({
  procedureCode: z.string().min(1).max(32),
  receivingAgency: AgencyCode,
  settlingAgency: AgencyCode.optional(),
  channel: Channel,
  applicant: z.strictObject({
    kind: z.enum(['CITIZEN', 'ENTERPRISE', 'HOUSEHOLD']),
    name: z.string().trim().min(1).max(200),
    phone: z
      .string()
      .regex(/^\+?\d{8,15}$/, 'must be 8 to 15 digits')
      .optional(),
    idNumber: z
      .string()
      .regex(/^\d{9,14}$/, 'must be 9 to 14 digits')
      .optional(),
  }),
  happenedAt: HappenedAt,
});
export type SubmitBody = z.output<typeof SubmitBody>;

export const CommandBody = z.strictObject({
  happenedAt: HappenedAt,
  reason: z.string().trim().min(1).max(2_000).optional(),
  result: z.enum(['POSITIVE', 'NEGATIVE']).default('POSITIVE'),
});
export type CommandBody = z.output<typeof CommandBody>;

export const CommandName = z.enum([
  'accept',
  'refuse',
  'request-supplement',
  'receive-supplement',
  'complete',
  'return',
  'withdraw',
]);

export const DossierAnswer = DossierStateV1.extend({ revision: z.int().positive() });
export type DossierAnswer = z.output<typeof DossierAnswer>;

export const DossierWithHistory = DossierAnswer.extend({
  history: z.array(
    z.object({
      revision: z.int(),
      type: z.string(),
      happenedAt: z.string(),
      recordedAt: z.string(),
      actor: z.string(),
    }),
  ),
});
export type DossierWithHistory = z.output<typeof DossierWithHistory>;

export function toAnswer({ revision, state }: Dossier): DossierAnswer {
  return { revision, ...state };
}
