import { searchable } from './search.js';

/** First letters of the words of a name, folded: `dkks` of "Đăng ký khai sinh". */
export const initialsOf = (name: string): string =>
  searchable(name)
    .split(' ')
    .map((word) => word[0] ?? '')
    .join('');

/** How well a text finds something with a code and a name; 0: it does not. Higher is better. */
export function matchOf(text: string, { code, name }: { readonly code: string; readonly name: string }): number {
  const wanted = searchable(text);
  const folded = searchable(name);
  if (wanted === '') return 0;
  if (code.toLowerCase().startsWith(wanted)) return 4;
  if (folded.startsWith(wanted)) return 3;
  if (!wanted.includes(' ') && initialsOf(name).startsWith(wanted)) return 2;
  const words = folded.split(' ');
  return wanted.split(' ').every((part) => words.some((word) => word.startsWith(part))) ? 1 : 0;
}
