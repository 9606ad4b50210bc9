import { Channel, DossierStatus } from '@motcua/contracts';
import { DayText, oneLine } from '@motcua/http';
import { z } from 'zod';
import { normalisedIdNumber, normalisedPhone } from '../../applicants/index.js';
import type { FoundDossier } from '../find/search.repository.js';
import { normalisedWords } from '../index-of-dossiers/normalised-words.js';

const MOST_WORDS = 12;
const FEWEST_DIGITS = 8;
const FEWEST_OF_ID = 6;

const Text = oneLine(64);
const Name = z
  .string()
  .max(200)
  .refine((text) => normalisedWords(text).length > 0, 'must hold a whole word')
  .refine((text) => normalisedWords(text).length <= MOST_WORDS, `must hold at most ${MOST_WORDS} words`);
const Phone = z
  .string()
  .max(40)
  .regex(/^\s*[+\d(][\d\s.()–-]*$/, { message: 'must be a phone number', abort: true })
  .refine((text) => normalisedPhone(text).length >= FEWEST_DIGITS, `must be a whole number of ${FEWEST_DIGITS} digits`);
const IdNumber = z
  .string()
  .max(40)
  .regex(/^[A-Za-z\d\s.–-]*$/, { message: 'must be digits and letters', abort: true })
  .refine(
    (text) => normalisedIdNumber(text).length >= FEWEST_OF_ID,
    `must be a whole number of at least ${FEWEST_OF_ID} digits and letters`,
  );

const filterFields = {
  code: Text.optional().describe('The beginning of our code, or the whole code of the former system; in any case.'),
  name: Name.optional().describe('Whole words of the name of the applicant, in any order; accents do not count.'),
  phone: Phone.optional().describe('Phone number of the applicant, in any writing.'),
  idNumber: IdNumber.optional().describe('Number of the identity document of the applicant, in any writing.'),
  ids: z.array(z.uuid()).min(1).max(100).optional().describe('Any of these dossiers.'),
  procedure: Text.optional().describe('Code of the procedure.'),
  agency: Text.optional().describe('Code of the receiving or settling agency, or of one above it.'),
  states: z.array(DossierStatus).min(1).optional().describe('Any of these.'),
  officer: oneLine(200).optional().describe('Subject of the case officer.'),
  from: DayText.optional().describe('First local day on which it was handed in.'),
  to: DayText.optional().describe('Last local day on which it was handed in.'),
};

const inOrder = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to;
const OUT_OF_ORDER = { path: ['to'], message: 'must not lie before from' };

export const SearchBody = z
  .strictObject({
    ...filterFields,
    cursor: z.string().min(1).max(64).optional().describe('The "next" of the page before.'),
    limit: z.int().min(1).max(200).default(50).describe('Dossiers on a page.'),
  })
  .refine(inOrder, OUT_OF_ORDER);
export type SearchBody = z.output<typeof SearchBody>;

export const ExportBody = z
  .strictObject({ ...filterFields, format: z.enum(['csv', 'xlsx']) })
  .refine(inOrder, OUT_OF_ORDER);
export type ExportBody = z.output<typeof ExportBody>;

const FoundDossierAnswer = z.object({
  dossierId: z.uuid(),
  dossierCode: z.string(),
  externalCode: z.string().nullable(),
  revision: z.int().positive(),
  procedureCode: z.string(),
  procedureName: z.string().nullable(),
  receivingAgency: z.string(),
  settlingAgency: z.string(),
  channel: Channel,
  status: DossierStatus,
  caseOfficer: z.string().nullable(),
  submittedAt: z.string(),
  acceptedAt: z.string().nullable(),
  appointmentAt: z.string().nullable(),
  appointmentProvisional: z.boolean().describe('Computed from a calendar year that was not signed then.'),
  completedAt: z.string().nullable(),
  returnedAt: z.string().nullable(),
});

export const SearchAnswer = z.object({
  dossiers: z.array(FoundDossierAnswer).describe('Newest first.'),
  next: z.string().nullable().describe('The cursor of the next page; null: this is the last one.'),
});
export type SearchAnswer = z.output<typeof SearchAnswer>;

export function toFoundAnswer({ revision, state, procedureName }: FoundDossier): z.output<typeof FoundDossierAnswer> {
  return {
    dossierId: state.dossierId,
    dossierCode: state.dossierCode,
    externalCode: state.externalCode,
    revision,
    procedureCode: state.procedure.code,
    procedureName,
    receivingAgency: state.receivingAgency,
    settlingAgency: state.settlingAgency,
    channel: state.channel,
    status: state.status,
    caseOfficer: state.caseOfficer,
    submittedAt: state.submittedAt,
    acceptedAt: state.acceptedAt,
    appointmentAt: state.appointmentAt,
    appointmentProvisional: state.appointmentProvisional,
    completedAt: state.completedAt,
    returnedAt: state.returnedAt,
  };
}
