import type { SupplementRequest } from '../documents/supplement-request.js';

const INCOMPLETE = 'Hồ sơ chưa đầy đủ, chưa hợp lệ theo quy định.';

/**
 * What an officer wrote when asking for a supplement: each line that begins with `-` names something that is missing, all
 * others are the reason. No words: the form says that the dossier is not complete.
 */
export function supplementWords(text = ''): Pick<SupplementRequest, 'missing' | 'reason'> {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const missing = lines.filter(isMissing).map((line) => line.slice(1).trim());
  const reason = lines.filter((line) => line !== '' && !line.startsWith('-')).join('\n');
  return { missing, reason: reason === '' ? INCOMPLETE : reason };
}

function isMissing(line: string): boolean {
  return /^-\s*[^-\s]/.test(line);
}
