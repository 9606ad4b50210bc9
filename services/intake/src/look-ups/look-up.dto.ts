import { NATIONAL_STATE } from '@motcua/contracts';
import { z } from 'zod';
import { LOOK_UP_TOKEN } from '../applicants/index.js';
import { dossierStateTexts } from '../texts/index.js';
import type { DossierProgress } from './look-up.repository.js';

const LAST_DIGITS = /^\d{4}$/;
const SECRET = new RegExp(`${LAST_DIGITS.source}|${LOOK_UP_TOKEN.source}`);

export const LookUpBody = z.strictObject({
  dossierCode: z
    .string()
    .max(64)
    .transform((text) => text.trim().toUpperCase())
    .refine((text) => text !== '', 'must not be empty')
    .describe('As it stands on the slip.'),
  secret: z
    .string()
    .trim()
    .regex(SECRET, "must be the last four digits of the applicant's phone number, or the token of the slip")
    .describe("The last four digits of the applicant's phone number, or the token of the slip."),
});
export type LookUpBody = z.output<typeof LookUpBody>;

const Progress = z.object({
  dossierCode: z.string(),
  procedureName: z.string().nullable(),
  agencyName: z.string().nullable().describe('Of the settling agency.'),
  state: z.string().describe('In Vietnamese, to be read.'),
  nationalState: z.int().nullable().describe('Code of the national list; null: the dossier was an error.'),
  submittedAt: z.string(),
  acceptedAt: z.string().nullable(),
  appointmentAt: z.string().nullable().describe('As first promised.'),
  appointmentProvisional: z.boolean().describe('Computed from a calendar year that was not signed then.'),
  dueAt: z.string().nullable().describe('Where the due instant stands now; null: unknown yet, or none.'),
  dueProvisional: z.boolean().describe('Computed from a calendar year that is not signed yet.'),
  completedAt: z.string().nullable(),
  returnedAt: z.string().nullable(),
});

/** Nothing is found without an error: a browser would log it, and people mistype. */
export const LookUpAnswer = z.object({
  dossier: Progress.nullable().describe('Null: no dossier has this code and this secret.'),
});
export type LookUpAnswer = z.output<typeof LookUpAnswer>;

export function toLookUpAnswer(progress: DossierProgress | null): LookUpAnswer {
  return { dossier: progress && toProgress(progress) };
}

function toProgress({
  state,
  procedureName,
  agencyName,
  dueAt,
  dueProvisional,
}: DossierProgress): z.output<typeof Progress> {
  const { dossierCode, status, submittedAt, acceptedAt, completedAt, returnedAt } = state;
  const { appointmentAt, appointmentProvisional } = state;
  return {
    dossierCode,
    procedureName,
    agencyName,
    state: dossierStateTexts[status],
    nationalState: NATIONAL_STATE[status],
    submittedAt,
    acceptedAt,
    appointmentAt,
    appointmentProvisional,
    dueAt,
    dueProvisional,
    completedAt,
    returnedAt,
  };
}
