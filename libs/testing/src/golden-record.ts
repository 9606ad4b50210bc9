import { eventCatalogue } from '@motcua/contracts';
import type { EventRecord } from '@motcua/messaging';
import { readFile } from 'node:fs/promises';

interface GoldenFixture {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: { readonly state: Readonly<Record<string, unknown>> };
}

/**
 * The golden record of an event version, as it was sent when the version was made, with another dossier and event id, so that it
 * can be published beside others.
 */
export async function goldenRecord(type: string, dossierId: string, eventId: string): Promise<EventRecord> {
  const file = new URL(`../../contracts/fixtures/${type}.json`, import.meta.url);
  const { headers, value } = JSON.parse(await readFile(file, 'utf8')) as GoldenFixture;
  return {
    topic: eventCatalogue.get(type)!.family.topic,
    key: dossierId,
    headers: { ...headers, ce_id: eventId, ce_subject: dossierId },
    value: JSON.stringify({ ...value, state: { ...value.state, dossierId } }),
  };
}
