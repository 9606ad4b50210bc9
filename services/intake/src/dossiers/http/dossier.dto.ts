import { Channel, DossierComponent, DossierStateV1, PartyKind } from '@motcua/contracts';
import { HappenedAt, Instant, oneLine } from '@motcua/http';
import { AppError } from '@motcua/kernel';
import { z } from 'zod';
import { ApplicantBody } from '../../applicants/index.js';
import type { Dossier } from '../domain/dossier.js';
import { commandNames, type DossierCommandName } from '../domain/transitions.js';
import { needsReason } from '../record/command-rules.js';

const AgencyCode = oneLine(32);

export const SubmitBody = z.strictObject({
  procedureCode: oneLine(32),
  receivingAgency: AgencyCode,
  settlingAgency: AgencyCode.optional(),
  channel: Channel,
  applicant: ApplicantBody,
  eIdVerified: z
    .boolean()
    .default(false)
    .describe('The applicant signed in with an electronic identity; only the program where that was may say so.'),
  components: z.array(DossierComponent).max(50).default([]),
  happenedAt: HappenedAt,
});
export type SubmitBody = z.output<typeof SubmitBody>;

const InstantText = Instant.transform((instant) => instant.toISOString());

/** What `correct` may put right; what is not named stays. */
const CorrectionBody = z
  .strictObject({
    channel: Channel,
    partyKind: PartyKind,
    eIdVerified: z.boolean(),
    components: z.array(DossierComponent).max(50),
    completedAt: InstantText,
    result: z.enum(['POSITIVE', 'NEGATIVE']),
    electronicResult: z.boolean(),
    returnedAt: InstantText,
  })
  .partial();

export const CommandName = z.enum(commandNames as [DossierCommandName, ...DossierCommandName[]]);

export const CommandBody = z.strictObject({
  happenedAt: HappenedAt,
  reason: z
    .string()
    .trim()
    .min(1)
    .max(2_000)
    .optional()
    .describe('Printed on forms; of request-supplement, a line that begins with "-" names something that is missing.'),
  result: z.enum(['POSITIVE', 'NEGATIVE']).default('POSITIVE').describe('Of complete.'),
  electronicResult: z.boolean().default(false).describe('Of complete.'),
  officer: oneLine(200).optional().describe('Of forward and assign: subject of the officer.'),
  respondBy: Instant.optional().describe('Of request-supplement.'),
  settlingAgency: AgencyCode.optional().describe('Of transfer.'),
  correction: CorrectionBody.optional().describe('Of correct.'),
  applicant: ApplicantBody.optional().describe('Of correct: replaces the applicant as a whole.'),
});
export type CommandBody = z.output<typeof CommandBody>;

/** What a command cannot do without. @throws AppError `request-invalid`, naming every fault */
export function requireFields(name: DossierCommandName, body: CommandBody): void {
  const faults = [
    ...(needsReason.has(name) && body.reason === undefined ? [`reason: "${name}" must say why`] : []),
    ...(name === 'complete' && body.result === 'NEGATIVE' && body.reason === undefined
      ? ['reason: a refusal on the merits must say why']
      : []),
    ...(name === 'assign' && body.officer === undefined ? ['officer: name who settles the dossier from now on'] : []),
    ...(name === 'transfer' && body.settlingAgency === undefined ? ['settlingAgency: name who takes over'] : []),
    ...(name === 'correct' && body.correction === undefined && body.applicant === undefined
      ? ['correction: name what is put right']
      : []),
  ];
  if (faults.length === 0) return;
  throw new AppError(`The request is not valid. ${faults.join('; ')}`, {
    code: 'request-invalid',
    retryable: false,
    details: { errors: faults.map((fault) => ({ path: fault.split(':', 1)[0], message: fault })) },
  });
}

export const DossierAnswer = DossierStateV1.extend({ revision: z.int().positive() });
export type DossierAnswer = z.output<typeof DossierAnswer>;

export const DossierWithHistory = DossierAnswer.extend({
  takes: z.array(CommandName).readonly().describe('The commands that it takes now from whoever asks.'),
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
