import { Gauge, register } from 'prom-client';

/** Clocks that cannot be computed yet; one gauge a process. */
export const parkedGauge = (): Gauge =>
  gauge('motcua_deadlines_parked', 'Clocks whose calendar lacks the years to compute them.');

/** Age of the oldest parked clock; one gauge a process. */
export const parkedAgeGauge = (): Gauge =>
  gauge('motcua_deadlines_parked_oldest_age_seconds', 'How long the oldest parked clock has waited; 0: none does.');

function gauge(name: string, help: string): Gauge {
  return (register.getSingleMetric(name) as Gauge | undefined) ?? new Gauge({ name, help });
}
