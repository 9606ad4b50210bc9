import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allDossierEvents,
  DossierAcceptedV1,
  DossierSubmittedV1,
  DossierTransferredV1,
  DossierWithdrawnV1,
  type DossierStateV1,
} from '@motcua/contracts';
import { dossierState, eventOf, eventually, goldenRecordTakenIn } from '@motcua/testing';
import { chargedDossier, submittedDossier } from './support/builders.js';
import { openPaymentsStage, type PaymentsStage } from './support/payments-stage.js';

let stage: PaymentsStage;
beforeAll(async () => {
  stage = await openPaymentsStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const nameOf = (type: string): string => type.split('.').slice(2, -1).join('.');
const named = (name: string) => allDossierEvents.find(({ type }) => nameOf(type) === `dossier.${name}`)!;
const at = '2024-01-30T03:00:00.000Z';

/** Each event of the family, the dossier after it, and the events that payments has published about that dossier by then. */
const contracts: readonly (readonly [string, DossierStateV1, readonly string[]])[] = [
  ['submitted', submittedDossier('PREPAID'), ['order-opened']],
  ['submission-effective', submittedDossier('PREPAID', { effectiveSubmittedAt: at }), ['order-opened']],
  ['submission-ineffective', submittedDossier('PREPAID'), ['order-opened']],
  ['accepted', chargedDossier('POSTPAID'), ['order-opened']],
  [
    'refused',
    submittedDossier('PREPAID', { status: 'REFUSED_AT_INTAKE', refusedAt: at }),
    ['order-opened', 'cancelled'],
  ],
  ['forwarded', chargedDossier('POSTPAID', { status: 'IN_PROCESS' }), ['order-opened']],
  ['supplement-requested', chargedDossier('POSTPAID', { status: 'SUPPLEMENT_REQUESTED' }), ['order-opened']],
  ['supplement-received', chargedDossier('POSTPAID'), ['order-opened']],
  ['payment-requested', chargedDossier('POSTPAID', { status: 'PAYMENT_REQUESTED' }), ['order-opened']],
  ['payment-received', chargedDossier('POSTPAID'), ['order-opened']],
  ['suspended', chargedDossier('POSTPAID', { status: 'SUSPENDED' }), ['order-opened']],
  ['resumed', chargedDossier('POSTPAID'), ['order-opened']],
  ['completed', chargedDossier('POSTPAID', { status: 'COMPLETED', completedAt: at }), ['order-opened']],
  ['returned', chargedDossier('POSTPAID', { status: 'RETURNED', returnedAt: at }), ['order-opened']],
  ['withdrawn', chargedDossier('POSTPAID', { status: 'WITHDRAWN', withdrawnAt: at }), ['order-opened', 'cancelled']],
  ['terminated', chargedDossier('POSTPAID', { status: 'TERMINATED', terminatedAt: at }), ['order-opened', 'cancelled']],
  ['corrected', chargedDossier('POSTPAID', { channel: 'POSTAL' }), ['order-opened']],
  ['transferred', chargedDossier('POSTPAID', { settlingAgency: '000.00.32.H06' }), ['order-opened']],
  ['voided', chargedDossier('POSTPAID', { status: 'VOIDED', voidedAt: at }), ['order-opened', 'cancelled']],
  ['imported', chargedDossier('POSTPAID', { externalCode: 'OLD-17' }), []],
];

async function expectPublished(dossierId: string, names: readonly string[]): Promise<void> {
  await eventually(async () => {
    const events = await stage.published(dossierId);
    expect(events.map(({ type }) => nameOf(type))).toEqual(names.map((name) => `payment.${name}`));
    expect(events.map(({ revision }) => revision)).toEqual(names.map((_, index) => index + 1));
  }, 30_000);
}

describe('each event of a dossier', () => {
  it('has a contract here', () => {
    expect(contracts.map(([name]) => name)).toEqual(allDossierEvents.map(({ type }) => nameOf(type).split('.')[1]));
  });

  it.each(contracts)(
    'dossier.%s, also when it is the first that arrives',
    async (name, state, published) => {
      await stage.topics.publish(eventOf(named(name), state, 5));
      await expectPublished(state.dossierId, published);
    },
    60_000,
  );

  it.each(allDossierEvents.map(({ type }) => [type]))(
    '%s is read as it was written when its version was made',
    (type) => goldenRecordTakenIn(stage, type),
    60_000,
  );
});

describe('the order of a dossier', () => {
  it('is opened at the instant since which the fee is owed, with amount and audit row', async () => {
    const dossier = chargedDossier('POSTPAID', { acceptedAt: at });
    await stage.topics.publish(eventOf(DossierAcceptedV1, dossier, 2, at));
    await expectPublished(dossier.dossierId, ['order-opened']);
    const [event] = await stage.published(dossier.dossierId);
    expect(event).toMatchObject({
      happenedAt: at,
      state: { openedAt: at, amountVnd: 8_000, status: 'OPEN', method: null, settledAt: null, failedAttempts: 0 },
    });
    const audit = await stage.database.query('select * from audit where dossier_id = $1', [dossier.dossierId]);
    expect(audit).toEqual([{ dossier_id: dossier.dossierId, revision: 1, state: event?.state }]);
  });

  it('is the same one when events come twice, late, or out of order', async () => {
    const submitted = submittedDossier('POSTPAID');
    const { dossierId } = submitted;
    const accepted = chargedDossier('POSTPAID', { dossierId });
    const withdrawn = chargedDossier('POSTPAID', { dossierId, status: 'WITHDRAWN', withdrawnAt: at });
    const events = [
      eventOf(DossierWithdrawnV1, withdrawn, 3, at),
      eventOf(DossierAcceptedV1, accepted, 2),
      eventOf(DossierSubmittedV1, submitted, 1),
    ];
    await stage.topics.publish(...events, ...events);
    const marker = chargedDossier('POSTPAID', { dossierId: dossierState().dossierId });
    await stage.topics.publish(eventOf(DossierAcceptedV1, marker, 2));
    await expectPublished(marker.dossierId, ['order-opened']);
    await expectPublished(dossierId, ['order-opened', 'cancelled']);
    const rows = await stage.database.query('select dossier_revision from fee_order where dossier_id = $1', [
      dossierId,
    ]);
    expect(rows).toEqual([{ dossier_revision: 3 }]);
  });

  it('goes with the dossier to the agency that settles it now, and nothing is published of that', async () => {
    const dossier = chargedDossier('POSTPAID');
    const { dossierId } = dossier;
    const moved = { ...dossier, settlingAgency: '000.00.32.H06', settlingAgencyPath: ['H06', '000.00.32.H06'] };
    const supervisor = await stage.issuer.token('supervisor', ['SUPERVISOR'], '000.00.32.H06');
    const orderSeenThere = () => stage.get(`/orders?dossierId=${dossierId}`, supervisor);
    await stage.topics.publish(eventOf(DossierAcceptedV1, dossier, 2));
    await expectPublished(dossierId, ['order-opened']);
    expect(await orderSeenThere()).toMatchObject({ status: 403 });
    await stage.topics.publish(eventOf(DossierTransferredV1, moved, 3, at));
    await eventually(
      async () => expect(await orderSeenThere()).toMatchObject({ status: 200, body: { revision: 1 } }),
      30_000,
    );
    await expectPublished(dossierId, ['order-opened']);
  });

  it('is not opened for a dossier without a fee, nor before a postpaid one is accepted', async () => {
    const free = dossierState();
    const waiting = submittedDossier('POSTPAID');
    await stage.topics.publish(eventOf(DossierAcceptedV1, free, 2), eventOf(DossierSubmittedV1, waiting, 1));
    await eventually(async () => {
      const claimed = await stage.database.query('select 1 from outbox');
      expect(claimed).toHaveLength(0);
      const inbox = await stage.database.query<{ count: string }>('select count(*) from inbox');
      expect(Number(inbox[0]?.count)).toBeGreaterThanOrEqual(contracts.length + 7);
    });
    for (const { dossierId } of [free, waiting]) {
      expect(await stage.database.query('select 1 from fee_order where dossier_id = $1', [dossierId])).toEqual([]);
      expect(await stage.get(`/orders?dossierId=${dossierId}`, stage.officer)).toMatchObject({
        status: 404,
        body: { code: 'order-not-found' },
      });
    }
  });

  it('passes events of a type that this version does not know', async () => {
    const state = chargedDossier('POSTPAID');
    const known = eventOf(DossierAcceptedV1, state, 2);
    await stage.topics.publishRecords({
      topic: 'dossier.events',
      key: state.dossierId,
      headers: {
        ce_id: 'unknown-1',
        ce_type: 'vn.motcua.dossier.transferred.v9',
        ce_source: '/services/intake',
        ce_time: at,
        ce_subject: state.dossierId,
      },
      value: '{}',
    });
    await stage.topics.publish(known);
    await expectPublished(state.dossierId, ['order-opened']);
    expect(await stage.topics.records('dead.letters')).toEqual([]);
  });
});
