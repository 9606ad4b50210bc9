import { Counter, register } from 'prom-client';

/** How a try to send ended: gone; to be tried again; given up, so that the applicant was not notified. */
export type SendingOutcome = 'sent' | 'postponed' | 'given_up';

/** Tries to send, by outcome; one counter a process. */
export function sendingsCounter(): Counter<'outcome'> {
  const name = 'motcua_notification_sendings_total';
  return (
    (register.getSingleMetric(name) as Counter<'outcome'> | undefined) ??
    new Counter({ name, help: 'Tries to send a notification to an applicant, by outcome.', labelNames: ['outcome'] })
  );
}
