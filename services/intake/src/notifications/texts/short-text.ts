/** Length of a short text: UTF-16 units, of which no network counts fewer than we do. */
export const SHORT_TEXT_LENGTH = 160;

/** `sentence` around a name that is cut, with an ellipsis, so that the whole fits; everything else stays whole. */
export function fittedText(sentence: (name: string) => string, name: string): string {
  const whole = sentence(name);
  if (whole.length <= SHORT_TEXT_LENGTH) return whole;
  const room = SHORT_TEXT_LENGTH - sentence('').length - 1;
  return sentence(`${firstCharacters(name, Math.max(room, 0)).trimEnd()}…`).slice(0, SHORT_TEXT_LENGTH);
}

/** The first whole characters of a text within `units` UTF-16 units. */
function firstCharacters(text: string, units: number): string {
  let taken = '';
  for (const character of text) {
    if (taken.length + character.length > units) break;
    taken += character;
  }
  return taken;
}
