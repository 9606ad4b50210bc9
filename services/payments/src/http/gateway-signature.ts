import { createHmac, timingSafeEqual } from 'node:crypto';

/** Why a report is not accepted as the gateway's. */
export type SignatureFault = 'header-missing' | 'timestamp-malformed' | 'signature-differs' | 'timestamp-out-of-bounds';

export interface SignedMessage {
  /** In lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The raw body. */
  readonly bytes: Buffer;
}

const TOLERANCE_MS = 5 * 60_000;

/**
 * Verifies a message by Standard Webhooks 1.0, symmetric: HMAC-SHA-256 over `<id>.<timestamp>.` and the raw body, compared in
 * constant time. The time is checked last, so that a signed but late message is reported as late. Null: it is the gateway's.
 */
export function signatureFaultOf(key: Buffer, { headers, bytes }: SignedMessage, now: Date): SignatureFault | null {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (!id || !timestamp || !signatures) return 'header-missing';
  if (!/^\d{1,12}$/.test(timestamp)) return 'timestamp-malformed';
  const digest = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(bytes).digest('base64');
  const expected = Buffer.from(`v1,${digest}`);
  if (!signatures.split(' ').some((given) => isEqual(Buffer.from(given), expected))) return 'signature-differs';
  return Math.abs(now.getTime() - Number(timestamp) * 1_000) > TOLERANCE_MS ? 'timestamp-out-of-bounds' : null;
}

function isEqual(given: Buffer, expected: Buffer): boolean {
  return given.length === expected.length && timingSafeEqual(given, expected);
}
