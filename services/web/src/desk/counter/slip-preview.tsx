import type { Procedure } from '../../api/types.js';
import { formatInstant } from '../../format/instant.js';
import { formatVnd } from '../../format/money.js';
import { chosenLanguage, useTexts } from '../../texts/texts.js';
import { useCalendar, useNow } from '../queries.js';
import { appointmentOf } from '../working-time.js';

interface SlipPreviewProps {
  readonly procedure: Procedure | null;
  readonly name: string;
  readonly agency: { readonly name: string; readonly calendarId: string } | null;
}

/** The slip as it would be printed now; the appointment by the arithmetic that intake uses. */
export function SlipPreview({ procedure, name, agency }: SlipPreviewProps) {
  const texts = useTexts();
  const now = useNow();
  const calendar = useCalendar(agency?.calendarId ?? 'province');
  const appointment = procedure && calendar ? appointmentOf(calendar, procedure, now) : undefined;
  const promised = typeof appointment === 'object' ? appointment : null;
  return (
    <aside className="slip" aria-label={texts.slip.title} data-testid="slip">
      <h2>{texts.slip.title}</h2>
      <dl>
        <dt>{texts.slip.code}</dt>
        <dd className="quiet">{texts.slip.codeLater}</dd>
        <dt>{texts.intake.agency}</dt>
        <dd>{agency?.name ?? '–'}</dd>
        <dt>{texts.applicant.title}</dt>
        <dd>{name || '–'}</dd>
        <dt>{texts.procedure.title}</dt>
        <dd>{procedure?.name ?? '–'}</dd>
        <dt>{texts.slip.appointment}</dt>
        <dd className="slip__due" data-testid="appointment">
          {appointment === undefined && '–'}
          {appointment === null && texts.procedure.noLimit}
          {appointment === 'unknown' && texts.slip.notComputable}
          {promised && formatInstant(promised.at, chosenLanguage())}
        </dd>
        {promised?.provisional && <dd className="quiet">({texts.slip.provisional})</dd>}
        <dt>{texts.fee.title}</dt>
        <dd>
          {procedure === null
            ? '–'
            : procedure.fee === null
              ? texts.procedure.free
              : formatVnd(procedure.fee.amountVnd)}
        </dd>
      </dl>
    </aside>
  );
}
