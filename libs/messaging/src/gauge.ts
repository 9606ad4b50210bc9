import { Gauge, register } from 'prom-client';

const readings = new Map<string, () => Promise<number>>();

/**
 * A gauge that is read when it is asked for, so that it never shows what was true once. One a process and name: the last
 * `read` counts. A reading that fails shows as NaN, for nobody knows.
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
