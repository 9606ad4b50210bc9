import { ExtensionGround } from '@motcua/contracts';
import { DayText, Instant, oneLine } from '@motcua/http';
import { z } from 'zod';
import type { NewTime } from '../of-dossier/apology-of.js';
import { recordedForms } from '../of-dossier/form-of-dossier.js';

export const FormName = z.enum(recordedForms);

export const ApologyQuery = z
  .strictObject({
    newDueAt: Instant.optional().describe('The new time asked for, while no extension is recorded.'),
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
    agency: oneLine(32).describe('The agency that received, with all below it.'),
    from: DayText.describe('First local day on which it was handed in.'),
    to: DayText.describe('Last local day.'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], message: 'must not lie before from' });
export type RegisterBody = z.output<typeof RegisterBody>;
