import {
  furtherDefinitions,
  type Indicator,
  indicatorDefinitions,
  indicatorOf,
  qd766Definition,
} from '../definitions/index.js';
import { addCounts, noCounts } from '../measures/index.js';
import type { Query } from '../projection/index.js';
import type { Instant, Period } from '../time/index.js';
import { readCounts } from './figures-reader.js';
import { readInHand } from './in-hand-reader.js';

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
