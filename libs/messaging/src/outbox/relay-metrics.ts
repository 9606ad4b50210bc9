import { Gauge, register } from 'prom-client';

/** Age of the oldest row that the relay has not sent, in seconds; one gauge a process. */
export function oldestUnsentGauge(): Gauge {
  const name = 'motcua_outbox_oldest_unsent_age_seconds';
  return (
    (register.getSingleMetric(name) as Gauge | undefined) ??
    new Gauge({ name, help: 'Age of the oldest outbox row that is not sent yet.' })
  );
}
