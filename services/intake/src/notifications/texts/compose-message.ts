import type { NotificationMessage } from '../channels/notification-channel.js';
import type { Language, Notification, NotificationFacts } from '../notification.js';
import { englishTexts } from './english-texts.js';
import type { KindTexts, MessageTexts } from './message-texts.js';
import { oneLine } from './one-line.js';
import { vietnameseTexts } from './vietnamese-texts.js';

const TEXTS: Readonly<Record<Language, MessageTexts>> = { vi: vietnameseTexts, en: englishTexts };

/**
 * The words of a notification, in its language. Whatever comes from people (names above all) becomes a single line
 * first, so nothing that is written into it can end a header or pass for a line of ours.
 */
export function composeMessage({ id, language, recipient, facts }: Notification): NotificationMessage {
  const texts = TEXTS[language];
  const name = oneLine(recipient.name);
  const lines = singleLines(facts);
  const { subject, paragraphs, shortText } = kindTexts(texts, lines);
  return {
    id,
    language,
    recipient: { ...recipient, name },
    subject,
    body: `${[texts.salutation(name), ...paragraphs, ...texts.closing(lines.agencyName)].join('\n\n')}\n`,
    shortText,
  };
}

function singleLines<Facts extends NotificationFacts>(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' ? oneLine(value) : value]),
  ) as unknown as Facts;
}

function kindTexts({ kinds }: MessageTexts, facts: NotificationFacts): KindTexts {
  const textsOf = kinds[facts.kind] as (facts: NotificationFacts) => KindTexts;
  return textsOf(facts);
}
