import { Gauge, register } from 'prom-client';

const readings = new Map<string, () => Promise<number>>();

/**
 * A gauge that is measured when Prometheus reads it, so that it is never out of date. One for each name in a process; the
 * last `read` is used. A failed measurement is NaN.
 */
export function readGauge(name: string, help: string, read: () => Promise<number>): void {
  readings.set(name, read);
  if (register.getSingleMetric(name)) return;
  new Gauge({
    name,
    help,
    async collect() {
      this.set(await readings.get(name)!().catch(() => Number.NaN));
    },
  });
}
