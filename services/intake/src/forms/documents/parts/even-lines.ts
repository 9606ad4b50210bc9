/**
 * Breaks a title or a name into as few lines as `longest` characters a line allow, of about the same length, so that no
 * single word is left over for the last one. A word is never broken, so a line may be longer.
 */
export function evenLines(text: string, longest: number): string {
  const fair = text.length / Math.ceil(text.length / longest);
  const lines = [''];
  let used = 0;
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    // The word goes down when more than half of it lies beyond the end of the line's fair share.
    if (line !== '' && used + word.length / 2 > fair * lines.length) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
    used += word.length + 1;
  }
  return lines.join('\n');
}
