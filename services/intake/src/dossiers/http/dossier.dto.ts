import { Channel, DossierComponent, DossierStateV1, PartyKind } from '@motcua/contracts';
import { HappenedAt, Instant, lines, oneLine, requestInvalid } from '@motcua/http';
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
  reason: lines(2_000)
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
  const { reason, result, officer, settlingAgency, correction = body.applicant } = body;
  const isDenied = name === 'complete' && result === 'NEGATIVE';
  const wanted = [
    { path: 'reason', value: reason, isWanted: needsReason.has(name), message: `"${name}" must say why` },
    { path: 'reason', value: reason, isWanted: isDenied, message: 'a refusal on the merits must say why' },
    { path: 'officer', value: officer, isWanted: name === 'assign', message: 'name who settles it from now on' },
    { path: 'settlingAgency', value: settlingAgency, isWanted: name === 'transfer', message: 'name who takes over' },
    { path: 'correction', value: correction, isWanted: name === 'correct', message: 'name what is put right' },
  ];
  const missing = wanted.filter(({ isWanted, value }) => isWanted && value === undefined);
  if (missing.length > 0) throw requestInvalid(missing.map(({ path, message }) => ({ path, message })));
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
