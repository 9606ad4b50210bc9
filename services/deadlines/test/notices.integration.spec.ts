import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { calendarEvents, type DossierEvent } from '@motcua/contracts';
import { dossierState, eventually } from '@motcua/testing';
import { openDeadlinesStage, type DeadlinesStage } from './support/deadlines-stage.js';
import { dossierHistory } from './support/dossier-history.js';

jest.setTimeout(30_000);

let stage: DeadlinesStage;

beforeAll(async () => {
  stage = await openDeadlinesStage({ replicas: 2 });
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

/** A dossier without a time limit that was promised for `appointmentAt`; nothing disputes such an appointment. */
function promised(
  appointmentAt: string,
  happenings: Parameters<typeof dossierHistory>[1] = [],
): readonly DossierEvent[] {
  const procedure = { ...dossierState().procedure, timeLimit: null };
  return dossierHistory({ procedure, appointmentAt, submittedAt: ago(60) }, [['accept', ago(59)], ...happenings]);
}

const idOf = (events: readonly DossierEvent[]): string => events[0]!.subject;

/** Ten minutes later, as far as the notices of these dossiers are concerned. */
async function tenMinutesPass(ids: readonly string[]): Promise<void> {
  await stage.database.query(
    `update deadline set due_soon_notice_from = due_soon_notice_from - interval '10 minutes',
                         missed_notice_from = missed_notice_from - interval '10 minutes'
     where dossier_id = any($1)`,
    [ids],
  );
}

async function followed(ids: readonly string[]): Promise<void> {
  await eventually(async () => {
    const rows = await stage.database.query('select 1 from deadline where dossier_id = any($1)', [ids]);
    expect(rows).toHaveLength(ids.length);
  });
}

describe('two replicas of the schedule', () => {
  it('have published the calendar once between them', async () => {
    await eventually(async () => expect(await stage.topics.events(calendarEvents.topic)).toHaveLength(1));
  });

  it('give each notice once, in order, at the instant it is about', async () => {
    const dossiers = Array.from({ length: 60 }, () => promised(ago(5)));
    const ids = dossiers.map(idOf);
    await stage.topics.publish(...dossiers.map((events) => events.at(-1)!));
    await followed(ids);
    await tenMinutesPass(ids);
    await eventually(async () => {
      const open = await stage.database.query(
        `select 1 from deadline where dossier_id = any($1)
           and (jsonb_typeof(state -> 'missedNotice') = 'null' or jsonb_typeof(state -> 'dueSoonNotice') = 'null')`,
        [ids],
      );
      const unsent = await stage.database.query('select 1 from outbox');
      expect([...open, ...unsent]).toEqual([]);
    });
    for (const id of [ids[0]!, ids[30]!, ids[59]!]) {
      const told = await stage.deadlineEventsOf(id);
      expect(told.map(({ revision, type }) => `${revision} ${type.split('.')[3]}`)).toEqual([
        '1 started',
        '2 due-soon',
        '3 missed',
      ]);
      expect(told[2]!.happenedAt).toBe(told[0]!.state.currentDueAt);
      const { dueSoonNotice, missedNotice, ...same } = told[2]!.state;
      expect(told[0]!.state).toEqual({ ...same, dueSoonNotice: null, missedNotice: null });
      expect(dueSoonNotice?.of).toBe(same.dueSoonAt);
      expect(missedNotice?.of).toBe(same.currentDueAt);
    }
    const rows = await stage.database.query<{ revision: number }>(
      'select distinct revision from deadline where dossier_id = any($1)',
      [ids],
    );
    expect(rows).toEqual([{ revision: 3 }]);
  });

  it('give the others theirs beside a row that cannot be read', async () => {
    const dossiers = [1, 2, 3].map(() => promised(ago(5)));
    const ids = dossiers.map(idOf);
    await stage.topics.publish(...dossiers.map((events) => events.at(-1)!));
    await followed(ids);
    await stage.database.query(`update deadline set state = state - 'pauses' where dossier_id = $1`, [ids[0]]);
    await tenMinutesPass(ids);
    for (const id of ids.slice(1)) {
      await eventually(async () => expect(await stage.storyOf(id)).toEqual(['1 started', '2 due-soon', '3 missed']));
    }
    expect(await stage.storyOf(ids[0]!)).toEqual(['1 started']);
  });

  it('give a notice within seconds of its instant', async () => {
    const events = promised(new Date(Date.now() + 3_000).toISOString());
    await stage.topics.publish(...events);
    const [, missed] = await eventually(async () => {
      const told = await stage.deadlineEventsOf(idOf(events));
      expect(told.map(({ type }) => type.split('.')[3])).toEqual(['started', 'missed']);
      return told;
    });
    const late = Date.parse(missed!.recordedAt) - Date.parse(missed!.happenedAt);
    expect(late).toBeGreaterThanOrEqual(0);
    expect(late).toBeLessThan(5_000);
  });

  it('say nothing of a dossier entered late that was closed within ten minutes, nor of one that stands still', async () => {
    const closed = promised(ago(30), [['complete', ago(20)]]);
    const paused = promised(ago(30), [['request', ago(40)]]);
    const open = promised(ago(30));
    const ids = [closed, paused, open].map(idOf);
    await stage.topics.publish(...closed, ...paused, ...open);
    await eventually(async () => {
      expect(await stage.storyOf(idOf(closed))).toEqual(['1 started', '2 closed']);
      expect(await stage.storyOf(idOf(paused))).toEqual(['1 started', '2 paused']);
      expect(await stage.storyOf(idOf(open))).toEqual(['1 started']);
    });
    await tenMinutesPass(ids);
    await eventually(async () => {
      expect(await stage.storyOf(idOf(open))).toEqual(['1 started', '2 due-soon', '3 missed']);
    });
    expect(await stage.storyOf(idOf(closed))).toEqual(['1 started', '2 closed']);
    expect(await stage.storyOf(idOf(paused))).toEqual(['1 started', '2 paused']);
  });

  it('are followed by the close of a dossier that was noticed before', async () => {
    const events = promised(ago(5), [['complete', ago(1)]]);
    const [submitted, accepted, completed] = events as [DossierEvent, DossierEvent, DossierEvent];
    await stage.topics.publish(submitted, accepted);
    await followed([idOf(events)]);
    await tenMinutesPass([idOf(events)]);
    await eventually(async () => expect(await stage.storyOf(idOf(events))).toHaveLength(3));
    await stage.topics.publish(completed);
    await eventually(async () => {
      const told = await stage.deadlineEventsOf(idOf(events));
      expect(told.at(-1)).toMatchObject({
        type: 'vn.motcua.deadline.closed.v1',
        revision: 4,
        state: { outcome: 'OVERDUE' },
      });
    });
  });

  it('take back a notice of lateness that proves wrong: the dossier had been completed in time', async () => {
    const due = ago(5);
    const events = promised(due, [['complete', due]]);
    const [submitted, accepted, completed] = events as [DossierEvent, DossierEvent, DossierEvent];
    await stage.topics.publish(submitted, accepted);
    await followed([idOf(events)]);
    await tenMinutesPass([idOf(events)]);
    await eventually(async () => expect(await stage.storyOf(idOf(events))).toContain('3 missed'));
    await stage.topics.publish(completed);
    await eventually(async () => {
      expect(await stage.storyOf(idOf(events))).toEqual([
        '1 started',
        '2 due-soon',
        '3 missed',
        '4 closed',
        '5 notice-retracted',
      ]);
      const told = await stage.deadlineEventsOf(idOf(events));
      expect(told.at(-1)!.state).toMatchObject({ outcome: 'ON_TIME', missedNotice: null });
      expect(told.at(-1)!.state.dueSoonNotice).not.toBeNull();
    });
  });
});
