import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allDossierEvents, DossierReturnedV1, DossierTransferredV1, type DossierStateV1 } from '@motcua/contracts';
import { dossierState, eventOf, eventually, goldenRecordTakenIn, takenIn } from '@motcua/testing';
import { ASKED_STAGES, missingInvitations, stagesToAsk } from '../src/domain/survey.js';
import { openSurveysStage, returnedAt, returnedDossier, type SurveysStage } from './support/surveys-stage.js';

let stage: SurveysStage;
beforeAll(async () => {
  stage = await openSurveysStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const nameOf = (type: string): string => type.split('.').slice(2, -1).join('.');
const at = '2024-01-30T03:00:00.000Z';
const supplements = [{ requestedAt: at, recordedAt: null, receivedAt: null, respondBy: null }];
const waiting = { status: 'SUBMITTED', acceptedAt: null, appointmentAt: null } as const;

/** Each event of the family and the dossier it leaves behind. */
const contracts: readonly (readonly [string, DossierStateV1])[] = [
  ['submitted', dossierState(waiting)],
  ['submission-effective', dossierState(waiting)],
  ['submission-ineffective', dossierState(waiting)],
  ['accepted', dossierState()],
  ['refused', dossierState({ ...waiting, status: 'REFUSED_AT_INTAKE', refusedAt: at })],
  ['forwarded', dossierState({ status: 'IN_PROCESS' })],
  ['supplement-requested', dossierState({ status: 'SUPPLEMENT_REQUESTED', supplements })],
  [
    'supplement-received',
    dossierState({ supplements: [{ requestedAt: at, recordedAt: null, receivedAt: at, respondBy: null }] }),
  ],
  ['payment-requested', dossierState({ status: 'PAYMENT_REQUESTED' })],
  ['payment-received', dossierState()],
  ['suspended', dossierState({ status: 'SUSPENDED' })],
  ['resumed', dossierState()],
  ['completed', dossierState({ status: 'COMPLETED', completedAt: at, firstCompletedAt: at })],
  ['returned', returnedDossier()],
  ['withdrawn', dossierState({ status: 'WITHDRAWN', withdrawnAt: at })],
  ['terminated', dossierState({ status: 'TERMINATED', terminatedAt: at })],
  ['corrected', dossierState({ channel: 'POSTAL' })],
  ['transferred', dossierState({ settlingAgency: '000.00.32.H06' })],
  ['voided', dossierState({ status: 'VOIDED', voidedAt: at })],
  ['imported', returnedDossier({ externalCode: 'OLD-17' })],
];

describe('each event of a dossier', () => {
  it('has a contract here', () => {
    expect(contracts.map(([name]) => name)).toEqual(allDossierEvents.map(({ type }) => nameOf(type).split('.')[1]));
  });

  it.each(contracts)(
    'dossier.%s invites to rate the asked stages reached by then',
    async (name, state) => {
      const definition = allDossierEvents.find(({ type }) => nameOf(type) === `dossier.${name}`)!;
      const event = eventOf(definition, state, 6);
      await stage.topics.publish(event);
      await takenIn(stage.database, [event.id]);
      const expected = missingInvitations(null, state, stagesToAsk(event)).map(({ stage, invitedAt }) => [
        stage,
        invitedAt.toISOString(),
      ]);
      await eventually(async () => {
        const events = await stage.published(state.dossierId);
        expect(events.map(({ type, revision }) => [nameOf(type), revision])).toEqual(
          expected.map((_, index) => ['survey.invited', index + 1]),
        );
        const invitations = events.at(-1)?.state.invitations ?? [];
        expect(invitations.map((each) => [each.stage, each.invitedAt])).toEqual(expected);
      }, 30_000);
    },
    60_000,
  );

  it.each(allDossierEvents.map(({ type }) => [type]))(
    '%s is read as it was written when its version was made',
    (type) => goldenRecordTakenIn(stage, type),
    60_000,
  );
});

describe('the invitation of a returned dossier', () => {
  it('stands on the day of the return, is audited, and only the hash of its token is stored', async () => {
    const { dossierId, token } = await stage.printedSlip();
    const [event] = await eventually(async () => {
      const events = await stage.published(dossierId);
      expect(events).toHaveLength(ASKED_STAGES.filter((each) => each === 'RETURNED' || each === 'ACCEPTED').length);
      return events.slice(-1);
    }, 30_000);
    expect(event?.happenedAt).toBe(returnedAt);
    const [audit] = await stage.database.query('select * from audit where dossier_id = $1', [dossierId]);
    expect(audit).toEqual({ dossier_id: dossierId, revision: event?.revision, state: event?.state });
    const stored = await stage.database.query(
      'select survey, invitation from survey join invitation using (dossier_id)',
    );
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(JSON.stringify(event)).not.toContain(token);
  });

  it('is the same one when the event comes twice and a later revision follows', async () => {
    const { dossierId, token } = await stage.printedSlip();
    const before = (await stage.published(dossierId)).length;
    const again = eventOf(DossierReturnedV1, returnedDossier({ dossierId }), 7, returnedAt);
    const late = eventOf(DossierReturnedV1, returnedDossier({ dossierId }), 2, returnedAt);
    await stage.topics.publish(again, again, late);
    await takenIn(stage.database, [again.id, late.id]);
    const rows = await stage.database.query('select dossier_revision from survey where dossier_id = $1', [dossierId]);
    expect(rows).toEqual([{ dossier_revision: 7 }]);
    expect(await stage.published(dossierId)).toHaveLength(Math.max(before, 1));
    expect((await stage.invitations(dossierId, stage.officer)).body).toContainEqual(expect.objectContaining({ token }));
  });

  it('is shown to counters of the receiving agency and above, to nobody else', async () => {
    const { dossierId } = await stage.printedSlip();
    const officerAt = (agency: string) => stage.issuer.token('counter', ['INTAKE_OFFICER'], agency);
    for (const agency of ['H06', '000.00.31.H06']) {
      expect(await stage.invitations(dossierId, await officerAt(agency))).toMatchObject({ status: 200 });
    }
    const elsewhere = await officerAt('000.00.99.H06');
    const citizen = await stage.issuer.token('citizen', ['CITIZEN']);
    for (const token of [elsewhere, citizen]) {
      expect(await stage.invitations(dossierId, token)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await stage.invitations(dossierId)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('is shown to the counter of the agency that the dossier was transferred to, and no event says so', async () => {
    const { dossierId } = await stage.printedSlip();
    const published = (await stage.published(dossierId)).length;
    const successor = await stage.issuer.token('counter', ['INTAKE_OFFICER'], '000.00.32.H06');
    expect(await stage.invitations(dossierId, successor)).toMatchObject({ status: 403 });
    const settlingAgencyPath = ['H06', '000.00.32.H06'];
    const moved = returnedDossier({ dossierId, settlingAgency: '000.00.32.H06', settlingAgencyPath });
    await stage.topics.publish(eventOf(DossierTransferredV1, moved, 7, at));
    await eventually(async () => {
      expect(await stage.invitations(dossierId, successor)).toMatchObject({ status: 200 });
    }, 30_000);
    expect(await stage.published(dossierId)).toHaveLength(published);
  });

  it('is not found while nobody was invited', async () => {
    const unknown = dossierState().dossierId;
    const none = { status: 404, body: { code: 'invitation-not-found' } };
    expect(await stage.invitations(unknown, stage.officer)).toMatchObject(none);
    expect(await stage.invitations('17', stage.officer)).toMatchObject({
      status: 400,
      body: { code: 'request-invalid' },
    });
  });
});
