import { formatInstant } from '../format/instant.js';
import { chosenLanguage, useTexts } from '../texts/texts.js';
import { useCalendar, useNow } from './queries.js';
import { timeLeft } from './working-time.js';

interface TimeLeftProps {
  readonly dueAt: string | null;
  readonly isPaused?: boolean;
  readonly isParked?: boolean;
  readonly hasEnded?: boolean;
  /** Working time in which it is due soon. @default one day */
  readonly calendarId?: string;
}

/** How much working time is left, in words, with a shape and a colour; the exact instant in its title. */
export function TimeLeft({
  dueAt,
  isPaused = false,
  isParked = false,
  hasEnded = false,
  calendarId = 'province',
}: TimeLeftProps) {
  const { left: words } = useTexts();
  const now = useNow();
  const calendar = useCalendar(calendarId);
  if (hasEnded) return <Mark kind="ended" shape="✓" text={words.ended} />;
  if (isParked) return <Mark kind="stale" shape="◐" text={words.unknown} />;
  if (isPaused) return <Mark kind="paused" shape="‖" text={words.paused} />;
  if (dueAt === null) return <Mark kind="plain" shape="" text={words.none} />;
  const left = calendar === null ? null : timeLeft(calendar, dueAt, now);
  const title = formatInstant(dueAt, chosenLanguage());
  if (left === null) return <Mark kind="stale" shape="◐" text={words.unknown} title={title} />;
  if (left.late) return <Mark kind="bad" shape="▲" text={words.late(left)} title={title} />;
  if (left.days >= 1) return <Mark kind="good" shape="●" text={words.days(left)} title={title} />;
  return <Mark kind="soon" shape="◆" text={left.hours >= 1 ? words.hours(left) : words.underAnHour} title={title} />;
}

interface MarkProps {
  readonly kind: 'good' | 'soon' | 'bad' | 'paused' | 'stale' | 'ended' | 'plain';
  readonly shape: string;
  readonly text: string;
  readonly title?: string;
}

function Mark({ kind, shape, text, title }: MarkProps) {
  return (
    <span className="mark" data-kind={kind} title={title}>
      <span aria-hidden="true">{shape}</span> {text}
    </span>
  );
}
