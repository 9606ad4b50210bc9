import { localDayOf } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { dossierCode } from '../dossiers/index.js';
import type { Draft } from './draft.js';
import type { ImportRepository } from './import.repository.js';

/**
 * The code of each dossier, in their order: its own in the national form, or the next of its agency and day of receipt.
 * The sequences first pass the numbers that come from elsewhere, so a counter never gives one of them again.
 */
export async function giveCodes(
  tx: Tx,
  imports: ImportRepository,
  drafts: readonly Draft[],
): Promise<readonly string[]> {
  const own = drafts.flatMap((draft) => draft.ownCode ?? []);
  if (own.length > 0) await imports.passNumbers(tx, own);
  const without = drafts.filter((draft) => draft.ownCode === null).map(dayOf);
  const groups = [...Map.groupBy(without, ({ agency, day }) => `${agency} ${day}`)];
  const wanted = groups.map(([, of]) => ({ ...of[0]!, count: of.length }));
  const lasts = wanted.length > 0 ? await imports.nextNumbers(tx, wanted) : new Map<string, number>();
  const next = new Map(groups.map(([key, { length }]) => [key, lasts.get(key)! - length + 1]));
  return drafts.map((draft) => {
    if (draft.ownCode) return draft.row.dossierCode!;
    const { agency, day } = dayOf(draft);
    const number = next.get(`${agency} ${day}`)!;
    next.set(`${agency} ${day}`, number + 1);
    return dossierCode(agency, day, number);
  });
}

const dayOf = ({ row }: Draft): { readonly agency: string; readonly day: string } => ({
  agency: row.receivingAgency,
  day: localDayOf(new Date(row.submittedAt)),
});
