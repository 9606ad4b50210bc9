import { InstantText } from '@motcua/contracts';
import { z } from 'zod';

/**
 * What a service reports every second on `relay.watermarks`; without it figures are stale. The time of the report is the append
 * time of the record, by the broker's clock; each age in it is measured by one clock alone.
 */
export const RelayWatermark = z.object({
  service: z.string(),
  /** When it was made, by the sender's clock; for people who read the topic. */
  at: InstantText,
  /** Commit time of the oldest row that was not sent then, by the database's clock; null when all was sent. */
  oldestUnsentAt: InstantText.nullable(),
  /** How old that row was, by the database's clock alone. */
  oldestUnsentAgeMs: z.number().nullable().default(null),
  consumer: z
    .object({
      /** Append time of the oldest record that the service's consumer has not handled; null: none, or never measured. */
      oldestPendingAt: InstantText.nullable(),
      /** How long ago that was measured; null: never. */
      measuredAgeMs: z.number().nullable(),
    })
    .nullable()
    .default(null)
    .describe('Null: it consumes nothing.'),
});
export type RelayWatermark = z.output<typeof RelayWatermark>;
