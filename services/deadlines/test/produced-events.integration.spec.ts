import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  allDeadlineEvents,
  calendarEvents,
  CalendarPublishedV1,
  deadlineEvents,
  DossierCorrectedV1,
  DossierForwardedV1,
  type DossierEvent,
  type DossierStateV1,
} from '@motcua/contracts';
import { dossierState, eventOf, eventually, typesRead } from '@motcua/testing';
import { compileCalendar, provinceCalendar } from '@motcua/working-calendar';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';
import { at, dossierHistory } from './support/dossier-history.js';

const HOUR = 3_600_000;

let stage: DeadlinesStage;

beforeAll(async () => {
  stage = await openDeadlinesStage();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const from = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const idOf = (events: readonly DossierEvent[]): string => events[0]!.subject;

/** A dossier without a time limit, promised for so many hours from now. */
function promised(hours: number): readonly DossierEvent[] {
  const procedure = { ...dossierState().procedure, timeLimit: null };
  return dossierHistory({ procedure, appointmentAt: from(hours), submittedAt: from(-101) }, [['accept', from(-100)]]);
}

const accepted = ['accept', at('01-29 10:00')] as const;
const completed = ['complete', at('01-30 09:00')] as const;

/** The revision after the last one of a history. */
function next(
  definition: typeof DossierCorrectedV1,
  events: readonly DossierEvent[],
  change: Partial<DossierStateV1>,
): DossierEvent {
  const { state, revision } = events.at(-1)!;
  return eventOf(definition, { ...state, ...change }, revision + 1);
}

/** Steps of two agencies: the first is done with its own, the second is at it. */
const steps = [
  { title: 'Thẩm tra', agency: 'A', from: at('01-29 11:00'), to: at('01-30 08:00'), timeLimit: null },
  { title: 'Phê duyệt', agency: 'B', from: at('01-30 08:00'), to: null, timeLimit: null },
];

async function told(dossierId: string, name: string): Promise<void> {
  await eventually(async () => {
    expect((await stage.storyOf(dossierId)).some((line) => line.endsWith(` ${name}`))).toBe(true);
  }, 30_000);
}

/** Publishes a dossier, and lets time pass as far as a notice of it is concerned. */
async function noticed(events: readonly DossierEvent[], notice: 'due-soon' | 'missed'): Promise<string> {
  const dossierId = idOf(events);
  await stage.topics.publish(...events);
  await told(dossierId, 'started');
  const column = notice === 'missed' ? 'missed_notice_from' : 'due_soon_notice_from';
  await stage.database.query(`update deadline set ${column} = now() - interval '1 day' where dossier_id = $1`, [
    dossierId,
  ]);
  await told(dossierId, notice);
  return dossierId;
}

/** The first opening after so many hours. */
const opening = (hours: number): string =>
  compileCalendar(provinceCalendar)
    .startOfClock(new Date(from(hours)))
    .toISOString();

/** Extends a dossier after its due-soon notice, which proves wrong. */
async function putOff(): Promise<void> {
  const dossierId = await noticed(promised(300), 'due-soon');
  const supervisor = await stage.issuer.token('supervisor', ['SUPERVISOR']);
  const { body } = await stage.get(`/deadlines/${dossierId}`, supervisor);
  const extended = await stage.post(`/deadlines/${dossierId}/extend`, {
    token: supervisor,
    ifMatch: (body as { revision: number }).revision,
    body: { apologyAt: from(0), ground: 'COMPLEX_CASE', toDueAt: opening(500) },
  });
  expect(extended.status).toBe(200);
}

/** A further day off moves a dossier of next year, and the year after next takes up a dossier that is parked for it. */
async function moveByCalendar(): Promise<void> {
  const events = dossierHistory({ appointmentAt: '2027-03-03T03:00:00.000Z' }, [
    ['accept', '2027-03-02T03:00:00.000Z'],
  ]);
  await stage.topics.publish(...events);
  const parked = dossierHistory({ appointmentAt: '2028-01-05T03:00:00.000Z', externalCode: 'MC-1' }, [accepted]);
  await stage.topics.publish(...parked);
  await told(idOf(events), 'started');
  await told(idOf(parked), 'parked');
  const off = { date: '2027-03-03', kind: 'OFF' as const, source: 'A storm' };
  const years = provinceCalendar.years.map((year) =>
    year.year === 2027 ? { ...year, entries: [...year.entries, off] } : year,
  );
  const next = { year: 2028, status: 'PROVISIONAL' as const, entries: [] };
  const editor = await stage.issuer.token('editor', ['CALENDAR_EDITOR']);
  const published = await stage.post('/calendars', {
    token: editor,
    ifMatch: 1,
    body: { ...provinceCalendar, years: [...years, next] },
  });
  expect(published.status).toBe(200);
  await told(idOf(events), 'reprojected');
  await told(idOf(parked), 'unparked');
}

describe('what deadlines puts on the wire', () => {
  it('is every event of a clock, and consumers keep every word of it', async () => {
    const closed = dossierHistory({}, [accepted, completed]);
    const stepped = dossierHistory({}, [accepted]);
    await stage.topics.publish(
      ...dossierHistory({}, [accepted, ['request', at('01-29 14:00')], ['receive', at('01-30 14:00')]]),
      ...dossierHistory({}, [accepted, ['withdraw', at('01-30 09:00')]]),
      ...dossierHistory({ appointmentAt: at('01-31 10:00') }, [accepted]),
      ...closed,
      next(DossierCorrectedV1, closed, { completedAt: at('02-01 09:00') }),
      ...stepped,
      next(DossierForwardedV1, stepped, { status: 'IN_PROCESS', steps }),
    );
    await noticed(promised(-1), 'missed');
    await putOff();
    await moveByCalendar();
    await eventually(async () => {
      expect(typesRead(await stage.topics.records(deadlineEvents.topic))).toEqual(
        allDeadlineEvents.map(({ type }) => type).toSorted(),
      );
    }, 30_000);
    expect(typesRead(await stage.topics.records(calendarEvents.topic))).toEqual([CalendarPublishedV1.type]);
  }, 120_000);
});
