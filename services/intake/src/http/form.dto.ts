import { ExtensionGround } from '@motcua/contracts';
import { z } from 'zod';
import type { NewTime } from '../forms/of-dossier/apology-of.js';
import { recordedForms } from '../forms/of-dossier/form-of-dossier.js';

export const FormName = z.enum(recordedForms);

export const ApologyQuery = z
  .strictObject({
    newDueAt: z.iso
      .datetime({ offset: true })
      .transform((text) => new Date(text))
      .optional()
      .describe('The new time asked for, while no extension is recorded.'),
    ground: ExtensionGround.optional().describe('Why; with newDueAt.'),
  })
  .refine(({ newDueAt, ground }) => (newDueAt === undefined) === (ground === undefined), {
    path: ['ground'],
    message: 'newDueAt and ground belong together',
  });
export type ApologyQuery = z.output<typeof ApologyQuery>;

export function newTimeOf({ newDueAt, ground }: ApologyQuery): NewTime | null {
  return newDueAt === undefined || ground === undefined ? null : { newDueAt, ground };
}

export const RegisterBody = z
  .strictObject({
    agency: z.string().min(1).max(32).describe('The agency that received, with all below it.'),
    from: z.iso.date().describe('First local day on which it was handed in.'),
    to: z.iso.date().describe('Last local day.'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not lie before from' });
export type RegisterBody = z.output<typeof RegisterBody>;
