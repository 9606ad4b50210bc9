import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  allDossierEvents,
  calendarEvents,
  DEAD_LETTERS_TOPIC,
  DossierImportedV1,
  DossierSubmissionEffectiveV1,
  DossierSupplementReceivedV1,
  dossierEvents,
  type CalendarStateV1,
  type DossierEvent,
} from '@motcua/contracts';
import { toRecord, type DeadLetter } from '@motcua/messaging';
import {
  dossierAccepted,
  dossierIdBeside,
  dossierState,
  eventOf,
  eventually,
  goldenRecordTakenIn,
} from '@motcua/testing';
import { provinceCalendar } from '@motcua/working-calendar';
import { PublishCalendars } from '../src/application/publish-calendars.js';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';
import { at, dossierHistory } from './support/dossier-history.js';

jest.setTimeout(30_000);

let stage: DeadlinesStage;

beforeAll(async () => {
  stage = await openDeadlinesStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const accepted = ['accept', at('01-29 10:00')] as const;
const asked = ['request', at('01-29 14:00')] as const;
const answered = ['receive', at('01-30 14:00')] as const;
const idOf = (events: readonly DossierEvent[]): string => events[0]!.subject;

/** Waits until everything published before has been taken in: a dossier of the same partition came out behind it. */
async function settled(behind: string): Promise<void> {
  const marker = dossierAccepted({ dossierId: dossierIdBeside(behind) });
  await stage.topics.publish(marker);
  await eventually(async () => expect(await stage.storyOf(marker.subject)).toEqual(['1 started']));
}

describe('each event of a dossier', () => {
  const histories = [
    ['accepted', [accepted], ['1 started']],
    ['supplement-requested', [accepted, asked], ['1 started', '2 paused']],
    ['supplement-received', [accepted, asked, answered], ['1 started', '2 paused', '3 resumed']],
    ['completed', [accepted, ['complete', at('01-30 09:00')]], ['1 started', '2 closed']],
    ['returned', [accepted, ['complete', at('01-30 09:00')], ['return', at('02-02 09:00')]], ['1 started', '2 closed']],
    ['withdrawn', [accepted, asked, ['withdraw', at('01-30 09:00')]], ['1 started', '2 paused', '3 ended']],
  ] as const;

  it.each(histories)('%s moves the clock, in order', async (_, happenings, story) => {
    const events = dossierHistory({}, happenings);
    await stage.topics.publish(...events);
    await eventually(async () => expect(await stage.storyOf(idOf(events))).toEqual(story));
  });

  it.each(histories)('%s says it all when it is the first that arrives', async (_, happenings, story) => {
    const events = dossierHistory({}, happenings);
    await stage.topics.publish(events.at(-1)!, ...events);
    await eventually(async () => expect(await stage.storyOf(idOf(events))).toEqual(story));
    await settled(idOf(events));
    expect(await stage.storyOf(idOf(events))).toEqual(story);
  });

  it.each([
    ['submitted', dossierHistory({}, [])],
    ['refused', dossierHistory({}, [['refuse', at('01-29 10:00')]])],
    ['withdrawn before acceptance', dossierHistory({}, [['withdraw', at('01-29 10:00')]])],
    [
      'submission-effective',
      [
        eventOf(
          DossierSubmissionEffectiveV1,
          { ...dossierState({ status: 'SUBMITTED', acceptedAt: null, appointmentAt: null }) },
          2,
        ),
      ],
    ],
  ] as const)('%s starts no clock', async (_, events) => {
    await stage.topics.publish(...events);
    await settled(idOf(events));
    expect(await stage.storyOf(idOf(events))).toEqual([]);
    expect(await stage.database.query('select 1 from deadline where dossier_id = $1', [idOf(events)])).toEqual([]);
  });

  it.each(allDossierEvents.map(({ type }) => [type]))(
    '%s is read as it was written when its version was made',
    (type) => goldenRecordTakenIn(stage, type),
    60_000,
  );

  it('has one effect when it comes twice, and the audit view shows the last state', async () => {
    const events = dossierHistory({}, [accepted, asked, answered, ['complete', at('01-31 10:00')]]);
    await stage.topics.publish(...events, ...events, ...events.toReversed());
    await settled(idOf(events));
    const told = await stage.deadlineEventsOf(idOf(events));
    expect(told.map(({ revision }) => revision)).toEqual([1, 2, 3, 4]);
    expect(told.map(({ happenedAt }) => happenedAt)).toEqual(
      ['01-29 10:00', '01-29 14:00', '01-30 14:00', '01-31 10:00'].map(at),
    );
    const [row] = await stage.database.query('select revision, state from audit where dossier_id = $1', [idOf(events)]);
    expect(row).toEqual({ revision: 4, state: told.at(-1)!.state });
    expect(told.at(-1)!.state).toMatchObject({
      originalDueAt: at('01-30 10:00'),
      currentDueAt: at('01-31 10:00'),
      outcome: 'ON_TIME',
    });
  });

  it('with an appointment that we do not compute is taken over and raises one alarm', async () => {
    const events = dossierHistory({ appointmentAt: at('01-31 10:00') }, [accepted, asked]);
    await stage.topics.publish(...events);
    await eventually(async () => {
      expect(await stage.storyOf(idOf(events))).toEqual(['1 started', '2 disputed', '3 paused']);
    });
  });
});

describe('an imported dossier', () => {
  const imported = { externalCode: 'MC-1', calendarRevision: 0, appointmentAt: at('01-31 10:00') };

  it('keeps the appointment that the other system promised, without an alarm, whatever it had lived through', async () => {
    const state = dossierHistory(imported, [accepted, asked, answered, ['complete', at('02-01 10:00')]]).at(-1)!.state;
    const event = eventOf(DossierImportedV1, state, 1);
    await stage.topics.publish(event);
    await eventually(async () => {
      expect(await stage.storyOf(event.subject)).toEqual(['1 started', '2 paused', '3 resumed', '4 closed']);
    });
    const told = await stage.deadlineEventsOf(event.subject);
    expect(told.at(-1)!.state).toMatchObject({ originalDueAt: at('01-31 10:00'), outcome: 'ON_TIME' });
  });

  it('goes on here when it is open', async () => {
    const [, , open] = dossierHistory(imported, [accepted, asked]);
    const event = eventOf(DossierImportedV1, open!.state, 1);
    const finished = {
      ...open!.state,
      supplements: [{ ...open!.state.supplements[0]!, receivedAt: at('01-30 14:00') }],
    };
    await stage.topics.publish(event, eventOf(DossierSupplementReceivedV1, finished, 2));
    await eventually(async () => {
      expect(await stage.storyOf(event.subject)).toEqual(['1 started', '2 paused', '3 resumed']);
    });
  });
});

describe('an event that cannot be taken in', () => {
  async function letterOf(dossierId: string): Promise<DeadLetter | undefined> {
    const records = await stage.topics.records(DEAD_LETTERS_TOPIC);
    return records.map(({ value }) => JSON.parse(value) as DeadLetter).find(({ record }) => record.key === dossierId);
  }

  it.each([
    ['a year before the first calendar', 'deadline-not-computable', { acceptedAt: '2019-05-06T03:00:00.000Z' }],
    ['a calendar that nobody publishes', 'calendar-unknown', { calendarId: 'moon' }],
    [
      'instants in the wrong order',
      'interval-reversed',
      {
        supplements: [
          { requestedAt: at('01-30 10:00'), recordedAt: null, receivedAt: at('01-29 10:00'), respondBy: null },
        ],
      },
    ],
  ])('(%s) becomes a dead letter %s, and the next one passes', async (_, code, overrides) => {
    const poison = dossierAccepted(overrides);
    await stage.topics.publish(poison);
    await settled(poison.subject);
    await eventually(async () => expect(await letterOf(poison.subject)).toMatchObject({ code, consumer: 'deadlines' }));
    expect(await stage.database.query('select 1 from deadline where dossier_id = $1', [poison.subject])).toEqual([]);
  });

  it('(unreadable) becomes a dead letter, and the next one passes', async () => {
    const broken = { ...toRecord(dossierEvents.topic, dossierAccepted()), value: '{"revision":' };
    await stage.topics.publishRecords(broken);
    await settled(broken.key);
    await eventually(async () => expect(await letterOf(broken.key)).toMatchObject({ code: 'event-unreadable' }));
  });

  it('of a type that a newer intake may publish is passed over', async () => {
    const record = toRecord(dossierEvents.topic, dossierAccepted());
    await stage.topics.publishRecords({
      ...record,
      headers: { ...record.headers, ce_type: 'vn.motcua.dossier.voided.v1' },
    });
    await settled(record.key);
    expect(await letterOf(record.key)).toBeUndefined();
  });
});

describe('the working calendar', () => {
  it('is published at the start, and again only when it changed', async () => {
    const calendars = async () => stage.topics.events<CalendarStateV1>(calendarEvents.topic);
    await eventually(async () => expect(await calendars()).toHaveLength(1));
    const publish = stage.replicas[0]!.app.get(PublishCalendars, { strict: false });
    const changed = { ...provinceCalendar, calendarId: 'port' };
    await Promise.all([publish.publish(changed), publish.publish(changed), publish.onApplicationBootstrap()]);
    const schedules = changed.schedules.map((schedule) => ({ ...schedule, sessions: schedule.sessions.slice(1) }));
    await publish.publish({ ...changed, schedules });
    await eventually(async () => {
      const told = (await calendars()).map(({ subject, revision }) => `${subject} ${revision}`);
      expect(told.toSorted()).toEqual(['port 1', 'port 2', 'province 1']);
    });
  });

  it('reads publicly', async () => {
    expect(await stage.get('/calendars')).toMatchObject({
      status: 200,
      body: expect.arrayContaining([{ revision: 1, ...provinceCalendar }]),
    });
  });
});

describe('GET /deadlines/:dossierId', () => {
  it('answers staff of the settling agency, with the revision as ETag', async () => {
    const events = dossierHistory({}, [accepted, asked]);
    await stage.topics.publish(...events);
    await eventually(async () => expect(await stage.storyOf(idOf(events))).toHaveLength(2));
    const path = `/deadlines/${idOf(events)}`;
    const officer = await stage.issuer.token('officer', ['CASE_OFFICER'], '000.00.31.H06');
    expect(await stage.get(path, officer)).toMatchObject({
      status: 200,
      etag: '"2"',
      body: { revision: 2, dossierId: idOf(events), pauses: [{ from: at('01-29 14:00'), to: null }] },
    });
    const elsewhere = await stage.issuer.token('elsewhere', ['CASE_OFFICER'], '000.00.32.H06');
    expect(await stage.get(path, elsewhere)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect(await stage.get(path)).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  it('names what is wrong with the id', async () => {
    const leader = await stage.issuer.token('leader', ['LEADER']);
    expect(await stage.get('/deadlines/17', leader)).toMatchObject({ status: 400, body: { code: 'request-invalid' } });
    const [unknown] = dossierHistory({}, []);
    expect(await stage.get(`/deadlines/${unknown!.subject}`, leader)).toMatchObject({
      status: 404,
      body: { code: 'deadline-not-found' },
    });
  });
});
