import type { DeadlineStateV1, DossierStateV1 } from '@motcua/contracts';
import {
  compileCalendar,
  provinceCalendar,
  type CalendarDefinition,
  type CalendarEntry,
} from '@motcua/working-calendar';
import type { Clock } from '../../../../services/deadlines/src/domain/clock-facts.ts';
import { endOf } from '../../../../services/deadlines/src/domain/deadline.ts';
import type { Extension } from '../../../../services/deadlines/src/domain/extension.ts';
import { stepsExtending, stepsFollowing } from '../../../../services/deadlines/src/domain/following.ts';
import type { Step } from '../../../../services/deadlines/src/domain/step.ts';
import {
  NOTICE_FIELDS,
  noticeKinds,
  planNotices,
  retractions,
  type PlannedNotices,
} from '../../../../services/deadlines/src/domain/notices.ts';
import { reproject, type ChangedCalendar } from '../../../../services/deadlines/src/domain/reprojection.ts';

export interface Heard {
  readonly revision: number;
  readonly state: DossierStateV1;
}

/** The calendars that were published, oldest first. */
export class Editions {
  private readonly all: ChangedCalendar[] = [];

  constructor(at: Date) {
    this.publish(provinceCalendar, at);
  }

  get newest(): ChangedCalendar {
    return this.all.at(-1)!;
  }

  at(revision: number): ChangedCalendar {
    return this.all[revision - 1] ?? this.newest;
  }

  /** Turns one day round: a declared day becomes plain, a weekday off, a day of the weekend made up. */
  turn(date: string, at: Date): void {
    const { definition } = this.newest;
    const weekend = [0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
    const turned: CalendarEntry = { date, kind: weekend ? 'MAKEUP' : 'OFF', source: 'spec' };
    const years = definition.years.map((year) => {
      if (!date.startsWith(String(year.year))) return year;
      const others = year.entries.filter((entry) => entry.date !== date);
      return { ...year, entries: others.length < year.entries.length ? others : [...others, turned] };
    });
    this.publish({ ...definition, years }, at);
  }

  /** What holds for a dossier, as the repository of deadlines looks it up. */
  heldFor(dossier: DossierStateV1): ChangedCalendar {
    const end = endOf(dossier);
    let edition = this.newest;
    while (end && edition.publishedAt > new Date(end.at) && edition.revision > Math.max(1, dossier.calendarRevision)) {
      edition = this.at(edition.revision - 1);
    }
    return edition;
  }

  private publish(definition: CalendarDefinition, publishedAt: Date): void {
    const revision = this.all.length + 1;
    this.all.push({ revision, definition, calendar: compileCalendar(definition), publishedAt });
  }
}

/** The rules of deadlines for one dossier, with a row in memory in place of the one in the database. */
export class Desk {
  clock: Clock | null = null;
  /** Each step and notice, by name, in order. */
  readonly told: string[] = [];
  private followed = 0;
  private planned: PlannedNotices = { dueSoonFrom: null, missedFrom: null };
  private readonly editions: Editions;

  constructor(editions: Editions) {
    this.editions = editions;
  }

  get state(): DeadlineStateV1 | null {
    return this.clock && this.clock.state;
  }

  hear({ revision, state }: Heard, now: Date): void {
    if (state.acceptedAt === null || revision <= this.followed) return;
    this.followed = revision;
    const before = this.editions.at(this.clock?.state.calendarRevision ?? state.calendarRevision);
    this.record(stepsFollowing(state, this.clock, { before, holds: this.editions.heldFor(state) }, now), now);
  }

  extend(extension: Extension, now: Date): void {
    const before = this.editions.at(this.clock!.state.calendarRevision);
    this.record(stepsExtending(this.clock!, extension, { before, holds: this.editions.newest }, now), now);
  }

  reproject(now: Date): void {
    if (this.clock === null) return;
    const before = this.editions.at(this.clock.state.calendarRevision);
    const step = reproject(this.clock, before, this.editions.newest);
    if (step) this.record([step, ...retractions(step.clock, now)], now);
  }

  giveNotices(now: Date): void {
    for (const kind of noticeKinds) {
      const key = kind === 'missed' ? 'missedFrom' : 'dueSoonFrom';
      const from = this.planned[key];
      if (this.clock === null || from === null || from > now) continue;
      const { notice, instant } = NOTICE_FIELDS[kind];
      const { state } = this.clock;
      this.clock = { ...this.clock, state: { ...state, [notice]: { at: now.toISOString(), of: state[instant] } } };
      this.planned = { ...this.planned, [key]: null };
      this.told.push(kind);
    }
  }

  private record(steps: readonly Step[], now: Date): void {
    const last = steps.at(-1);
    if (!last) return;
    this.clock = last.clock;
    this.planned = planNotices(last.clock.state, now);
    this.told.push(...steps.map(({ name }) => name));
  }
}
