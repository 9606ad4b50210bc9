import { z } from 'zod';
import { isMailAddress } from '../notifications/channels/mail-address.js';

const Name = z.string().trim().min(1).max(200);
const IdNumber = z.string().regex(/^\d{9,14}$/, 'must be 9 to 14 digits');

export const ApplicantBody = z.strictObject({
  kind: z.enum(['CITIZEN', 'ENTERPRISE', 'HOUSEHOLD']),
  name: Name,
  phone: z
    .string()
    .regex(/^\+?\d{8,15}$/, 'must be 8 to 15 digits')
    .optional(),
  idNumber: IdNumber.optional(),
  email: z.string().max(254).refine(isMailAddress, 'must be one e-mail address and nothing else').optional(),
  address: z.string().trim().min(1).max(300).optional(),
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
