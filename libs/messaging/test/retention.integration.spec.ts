import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Retention } from '@motcua/persistence';
import type { TestService } from '@motcua/testing';
import { openMessagingStage, type MessagingStage } from './support/messaging-stage.js';

let stage: MessagingStage;
let service: TestService;

beforeAll(async () => {
  stage = await openMessagingStage();
  service = await stage.start();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

describe('the inbox', () => {
  it('forgets claims after thirty days, not before', async () => {
    await stage.database.query(
      `insert into inbox (consumer, event_id, claimed_at)
       values ('spec', 'old', now() - interval '31 days'), ('spec', 'young', now() - interval '29 days')`,
    );
    await service.app.get(Retention).sweep();
    expect(await stage.database.query('select event_id from inbox')).toEqual([{ event_id: 'young' }]);
  });
});
