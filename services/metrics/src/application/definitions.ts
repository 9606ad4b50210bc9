import { furtherDefinitions, indicatorDefinitions, indicatorOf, qd766Definition } from '../domain/indicators.js';
import type { Indicator } from '../domain/indicators.js';
import type { Instant } from '../domain/local-calendar.js';
import { addCounts, noCounts } from '../domain/measures.js';
import type { Period } from '../domain/period.js';
import { readCounts } from '../persistence/figures-reader.js';
import { readInHand } from '../persistence/in-hand-reader.js';
import type { Query } from '../persistence/progress-store.js';

/** A figure by one of the published definitions of its name. */
export interface DefinedFigure extends Omit<Indicator, 'target'> {
  readonly meaning: string;
}

/** A period by every definition known here, the house's own first. `query` reads one snapshot. */
export async function definedFiguresOf(
  query: Query,
  options: { readonly period: Period; readonly agency: string | null; readonly now: Instant },
): Promise<DefinedFigure[]> {
  const counts = [...(await readCounts(query, options.period, options.agency)).values()].reduce(addCounts, noCounts);
  const counted = [...indicatorDefinitions, ...furtherDefinitions].map((definition) => {
    const { id, definitionId, numerator, denominator } = indicatorOf(definition, counts, null);
    return { id, definitionId, numerator, denominator, meaning: definition.meaning };
  });
  const { inHand, late } = await readInHand(query, options);
  return [...counted, { ...qd766Definition, numerator: inHand - late, denominator: inHand }];
}
