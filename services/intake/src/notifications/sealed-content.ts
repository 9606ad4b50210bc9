import { z } from 'zod';
import type { Notification } from './notification.js';

/** What of a notification is stored sealed. */
export type SealedContent = Pick<Notification, 'recipient' | 'facts'>;

const instant = z.iso.datetime().transform((text) => new Date(text));
const dossier = { dossierCode: z.string(), procedureName: z.string(), agencyName: z.string() };

const schema = z.object({
  recipient: z.object({ name: z.string(), email: z.string().optional(), phone: z.string().optional() }),
  facts: z.discriminatedUnion('kind', [
    z.object({ ...dossier, kind: z.literal('supplement-wanted'), respondBy: instant.nullable() }),
    z.object({ ...dossier, kind: z.literal('late'), dueAt: instant, newDueAt: instant.nullable() }),
    z.object({ ...dossier, kind: z.literal('ready') }),
    z.object({ ...dossier, kind: z.literal('survey-link'), link: z.string() }),
    z.object({
      ...dossier,
      kind: z.literal('rescheduled'),
      dueAt: instant,
      newDueAt: instant,
      provisional: z.boolean().default(false),
    }),
  ]),
});

/** What was sealed as JSON; `undefined` when it is something else, for example of a kind that is not known here. */
export function readSealedContent(value: unknown): SealedContent | undefined {
  return schema.safeParse(value).data;
}
