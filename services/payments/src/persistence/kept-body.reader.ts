import { unseal, type KeyRing } from '@motcua/kernel';
import type { DataSource } from 'typeorm';

/** The body of one report, as far as it was stored. */
export interface KeptBody {
  readonly reportId: string;
  readonly receivedAt: Date;
  /** SHA-256 of the whole body. */
  readonly bodyDigest: string;
  /** Length of the whole body; null: stored by a version that did not count. */
  readonly bodyBytes: number | null;
  readonly bytes: Buffer;
}

interface Row extends Omit<KeptBody, 'bytes'> {
  readonly body: string;
  readonly sealedBody: string | null;
}

/**
 * The bodies under a webhook id, oldest first; several when the gateway used it for different bodies.
 * @throws AppError `sealed-value-unreadable`
 */
export async function keptBodiesOf(
  dataSource: DataSource,
  ring: KeyRing,
  webhookId: string,
): Promise<readonly KeptBody[]> {
  const rows: Row[] = await dataSource.query(
    `select report_id as "reportId", received_at as "receivedAt", body_digest as "bodyDigest", body_bytes as "bodyBytes",
       body, sealed_body as "sealedBody"
     from gateway_report where webhook_id = $1 order by report_id`,
    [webhookId],
  );
  return rows.map(({ body, sealedBody, ...kept }) => {
    if (sealedBody === null) return { ...kept, bytes: Buffer.from(body) };
    return { ...kept, bytes: Buffer.from(String(unseal(ring, kept.reportId, sealedBody)), 'base64') };
  });
}
