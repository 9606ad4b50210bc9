import type { Deadline, Dossier } from '../../api/types.js';
import { formatMoment } from '../../format/instant.js';
import { useTexts } from '../../texts/texts.js';

interface Moment {
  readonly at: string;
  readonly key: string;
  readonly text: string;
  readonly note: string | null;
  readonly isPause: boolean;
}

/** What happened to a dossier, newest first, with the times in which its clock stood still. */
export function Timeline({ dossier, deadline }: { readonly dossier: Dossier; readonly deadline: Deadline | null }) {
  const texts = useTexts();
  const nameOf = (type: string): string => {
    const verb = /([a-z-]+)\.v\d+$/.exec(type)?.[1] ?? type;
    return texts.happened[verb as keyof typeof texts.happened] ?? texts.happened.other;
  };
  const happened: Moment[] = dossier.history.map(({ revision, type, happenedAt, actor }) => ({
    at: happenedAt,
    key: `r${revision}`,
    text: nameOf(type),
    note: actor,
    isPause: false,
  }));
  const pauses: Moment[] = (deadline?.pauses ?? []).map(({ from, to }) => ({
    at: from,
    key: `p${from}`,
    text: texts.left.paused,
    note: `${formatMoment(from)} – ${to === null ? '…' : formatMoment(to)}`,
    isPause: true,
  }));
  const all = [...happened, ...pauses].sort((one, other) => other.at.localeCompare(one.at));
  return (
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">{texts.dossier.timeline}</h2>
      <ol className="timeline">
        {all.map(({ at, key, text, note, isPause }) => (
          <li key={key} data-pause={isPause}>
            <time dateTime={at}>{formatMoment(at)}</time>
            <span>{text}</span>
            {note !== null && <span className="quiet">{note}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
