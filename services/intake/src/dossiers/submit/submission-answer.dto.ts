import { z } from 'zod';
import { DossierAnswer, toAnswer } from '../http/dossier.dto.js';
import type { SubmittedDossier } from './submit-dossier.js';

const Warning = z.object({
  code: z.literal('likely-duplicate'),
  text: z.string().describe('In English, to be read.'),
  dossierCodes: z.array(z.string()).describe('Those that the caller may see, newest first.'),
});

/** What stands in the way of nothing, and is worth a question at the counter. */
export const SubmissionAnswer = DossierAnswer.extend({ warnings: z.array(Warning) });
export type SubmissionAnswer = z.output<typeof SubmissionAnswer>;

export function toSubmissionAnswer({ dossier, likelyDuplicates: dossierCodes }: SubmittedDossier): SubmissionAnswer {
  const text = `The same person has this procedure under way (${dossierCodes.join(', ')}): ask whether this is another matter.`;
  const warning = { code: 'likely-duplicate' as const, text, dossierCodes: [...dossierCodes] };
  return { ...toAnswer(dossier), warnings: dossierCodes.length === 0 ? [] : [warning] };
}
