import { faultOfName, faultOfText, tidyText, type TextFault } from '@motcua/kernel/text';
import { z } from 'zod';
import { readIdNumber } from './domain/identity-numbers.js';
import { isMailAddress } from './domain/mail-address.js';
import { readPhone } from './domain/phone-numbers.js';
import type { ReadNumber } from './domain/read-number.js';

const LONGEST_NAME = 200;
const LONGEST_NUMBER = 50;

const text = (longest: number, faultOf: (text: string) => TextFault | null): z.ZodString =>
  z
    .string()
    .overwrite(tidyText)
    .min(1)
    .max(longest)
    .superRefine((given, context) => addFault(context, given === '' ? null : faultOf(given)));

/** Kept in the one form of its kind, however it is written. */
const numberOf = (read: (text: string) => ReadNumber): z.ZodString =>
  z
    .string()
    .max(LONGEST_NUMBER)
    .superRefine((given, context) => addFault(context, read(given).fault))
    .overwrite((given) => read(given).number ?? given);

function addFault(context: z.RefinementCtx<string>, fault: TextFault | null): void {
  if (fault) context.addIssue({ code: 'custom', message: `${fault.problem} ${fault.remedy}` });
}

const Name = text(LONGEST_NAME, faultOfName);
const IdNumber = numberOf(readIdNumber).describe(
  'Of an identity card, a passport or a tax code, in any writing; kept as 079084001234, B1234567 or 0301234567-001.',
);

export const ApplicantBody = z.strictObject({
  kind: z.enum(['CITIZEN', 'ENTERPRISE', 'HOUSEHOLD']),
  name: Name,
  phone: numberOf(readPhone).optional().describe('In any writing; kept as 0901234567 or +14155550100.'),
  idNumber: IdNumber.optional(),
  email: z.string().max(254).refine(isMailAddress, 'must be one e-mail address and nothing else').optional(),
  address: text(300, faultOfText).optional(),
  language: z.enum(['vi', 'en']).default('vi').describe('Of what is sent to the applicant.'),
  onBehalfOf: z
    .strictObject({ name: Name, idNumber: IdNumber.optional() })
    .optional()
    .describe("Who hands in on the applicant's behalf."),
});

export const ApplicantAnswer = z.object({
  applicant: ApplicantBody,
  history: z
    .array(
      z.object({
        revision: z.int(),
        reason: z.string().nullable(),
        formerApplicant: ApplicantBody.nullable().describe('Who stood there until this revision.'),
      }),
    )
    .readonly(),
});
