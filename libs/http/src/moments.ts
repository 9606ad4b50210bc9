import { z } from 'zod';

/** Beyond these neither a calendar nor the database counts with us. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2999;
const OUT_OF_BOUNDS = `must lie between the years ${FIRST_YEAR} and ${LAST_YEAR}`;

/** Whether the text begins with a year that we count in. */
function isCountable(text: string): boolean {
  const year = Number(text.slice(0, 4));
  return year >= FIRST_YEAR && year <= LAST_YEAR;
}

/** A local day, `2026-11-28`. */
export const DayText = z.iso.date({ abort: true }).refine(isCountable, OUT_OF_BOUNDS);

/** An ISO instant with any offset, as a text. */
export const OffsetInstantText = z.iso.datetime({ offset: true, abort: true }).refine(isCountable, OUT_OF_BOUNDS);

/** An ISO instant with any offset. */
export const Instant = OffsetInstantText.transform((text) => new Date(text));
