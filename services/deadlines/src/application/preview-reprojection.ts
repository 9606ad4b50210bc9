import type { Tx } from '@motcua/persistence';
import type { Step } from '../domain/step.js';
import { reproject, type ChangedCalendar } from '../domain/reprojection.js';
import type { CalendarRepository } from '../persistence/calendar.repository.js';
import type { ReprojectionRepository } from '../persistence/reprojection.repository.js';
import { clockOf, type StoredClock } from '../persistence/stored-clock.js';

/** How many moved deadlines are named. */
const NAMED = 100;

/** The effects of a changed calendar, before it is published. */
export interface ReprojectionPreview {
  readonly examined: number;
  readonly moved: number;
  /** Would be overdue at once. */
  readonly overdue: number;
  /** Would not be provisional any more. */
  readonly confirmed: number;
  /** Could not be computed until a further year is published. */
  readonly parked: number;
  /** Are parked, and could be computed. */
  readonly unparked: number;
  /** Cannot be read or computed with any calendar; they would stay as they are. */
  readonly failing: number;
  /** The first ones moved, in the order of their ids. */
  readonly named: readonly {
    readonly dossierId: string;
    readonly fromDueAt: string;
    readonly toDueAt: string;
    readonly rules: readonly string[];
  }[];
}

/** Computes every open deadline of the calendar, page by page, as the change itself would. */
export async function previewReprojection(
  tx: Tx,
  options: {
    readonly deadlines: ReprojectionRepository;
    readonly calendars: CalendarRepository;
    readonly changed: ChangedCalendar;
  },
): Promise<ReprojectionPreview> {
  const { deadlines, calendars, changed } = options;
  const { calendarId } = changed.definition;
  const preview = { ...NOTHING, named: [] as ReprojectionPreview['named'][number][] };
  let page = await deadlines.page(tx, calendarId, null);
  while (page.length > 0) {
    for (const open of page) {
      preview.examined += 1;
      const before = await calendars.promisedWith(tx, calendarId, open.calendarRevision);
      const step = stepOf(open, before, changed);
      if (step === 'failing') preview.failing += 1;
      else if (step) count(preview, open, step, changed.publishedAt);
    }
    page = await deadlines.page(tx, calendarId, page.at(-1)!.dossierId);
  }
  return preview;
}

const NOTHING = { examined: 0, moved: 0, overdue: 0, confirmed: 0, parked: 0, unparked: 0, failing: 0 };

function stepOf(open: StoredClock, before: ChangedCalendar, changed: ChangedCalendar): Step | 'failing' | null {
  try {
    return reproject(clockOf(open), before, changed);
  } catch {
    return 'failing';
  }
}

function count(
  preview: typeof NOTHING & { named: ReprojectionPreview['named'][number][] },
  { dossierId, stored }: StoredClock,
  { name, clock }: Step,
  at: Date,
): void {
  const { currentDueAt, provisional, reprojections } = clock.state;
  if (name === 'parked') preview.parked += 1;
  if (name === 'unparked') preview.unparked += 1;
  if (stored.state.provisional && !provisional) preview.confirmed += 1;
  if (currentDueAt === null || currentDueAt === stored.state.currentDueAt) return;
  if (new Date(currentDueAt) < at) preview.overdue += 1;
  if (name !== 'reprojected') return;
  preview.moved += 1;
  const move = reprojections.at(-1);
  if (move && preview.named.length < NAMED) {
    preview.named.push({ dossierId, fromDueAt: move.fromDueAt, toDueAt: move.toDueAt, rules: move.rules });
  }
}
