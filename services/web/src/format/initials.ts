import { searchable } from './search.js';

/** First letters of the words of a name, folded: `dkks` of "Đăng ký khai sinh". */
export const initialsOf = (name: string): string =>
  searchable(name)
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('');

interface Named {
  readonly code: string;
  readonly name: string;
}

/** Finds things with a code and a name, best first. Names are folded once, so that each letter typed costs little. */
export function finderOf<Item extends Named>(items: readonly Item[]): (text: string) => readonly Item[] {
  const known = items.map((item) => ({ item, folded: searchable(item.name), initials: initialsOf(item.name) }));
  return (text) => {
    const wanted = searchable(text);
    if (wanted === '') return [];
    return known
      .map(({ item, folded, initials }) => ({ item, match: matchOf(wanted, { code: item.code, folded, initials }) }))
      .filter(({ match }) => match > 0)
      .sort((one, other) => other.match - one.match || one.item.name.localeCompare(other.item.name, 'vi'))
      .map(({ item }) => item);
  };
}

interface Folded {
  readonly code: string;
  readonly folded: string;
  readonly initials: string;
}

/** How well a folded text finds something; 0: it does not. Higher is better. */
function matchOf(wanted: string, { code, folded, initials }: Folded): number {
  if (code.toLowerCase().startsWith(wanted)) return 4;
  if (folded.startsWith(wanted)) return 3;
  if (!wanted.includes(' ') && initials.startsWith(wanted)) return 2;
  const words = folded.split(' ');
  return wanted.split(' ').every((part) => words.some((word) => word.startsWith(part))) ? 1 : 0;
}
