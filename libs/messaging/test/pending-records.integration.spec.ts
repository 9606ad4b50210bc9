import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dossierEvents, PARTITIONS } from '@motcua/contracts';
import { PendingRecords } from '@motcua/messaging';
import { dossierAccepted, freshTopics, type FreshTopics } from '@motcua/testing';

const { topic } = dossierEvents;
let topics: FreshTopics;
let pending: PendingRecords;

beforeAll(async () => {
  topics = await freshTopics();
  pending = await PendingRecords.open(topics.kafka);
}, 60_000);
afterAll(async () => {
  await pending.close();
  await topics.drop();
});

const everywhere = (offset: number): ReadonlyMap<string, readonly number[]> =>
  new Map([[topic, Array.from({ length: PARTITIONS }, () => offset)]]);

describe('records that wait for a reader', () => {
  it('are none in an empty topic, and none once all are taken in', async () => {
    expect(await pending.oldest(everywhere(0))).toBeNull();
    await topics.publish(dossierAccepted());
    expect(await pending.oldest(everywhere(1))).toBeNull();
  });

  it('are as old as the broker says of the oldest of them, whichever partition it stands in', async () => {
    const before = Date.now();
    const first = await pending.oldest(everywhere(0));
    await topics.publish(...Array.from({ length: 100 }, () => dossierAccepted()));
    expect(await pending.oldest(everywhere(0))).toEqual(first);
    // The first one is passed in its partition; the oldest is now one of the hundred.
    const second = await pending.oldest(everywhere(1));
    expect(second!.getTime()).toBeGreaterThanOrEqual(first!.getTime());
    expect(second!.getTime()).toBeGreaterThan(before - 5_000);
    expect(second!.getTime()).toBeLessThanOrEqual(Date.now() + 5_000);
  });

  it('wait from the start of a partition whose position nobody knows', async () => {
    expect(await pending.oldest(new Map([[topic, []]]))).toEqual(await pending.oldest(everywhere(0)));
  });
});
