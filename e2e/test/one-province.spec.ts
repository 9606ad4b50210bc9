import { afterAll, beforeAll } from '@jest/globals';
import { personalDataStory } from './stories/personal-data.ts';
import { workListsStory } from './stories/work-lists.ts';
import { openProvince, type Province } from './support/province.ts';

/** The stories that break nothing share one motcua, in this order. */
let province: Province;

beforeAll(async () => {
  province = await openProvince('one-province', { tools: [], moreSettings: () => ({ LOG_LEVEL: 'debug' }) });
}, 180_000);
afterAll(async () => province?.stack.stop(), 60_000);

workListsStory(() => province);
personalDataStory(() => province);
