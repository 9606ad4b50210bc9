import { act, codeOf, hear, instant, type Act, type Gap } from './act.ts';
import { followPayment, type FeeStanding } from '../../../../services/intake/src/dossiers/domain/follow-payment.ts';
import { atWork, dayText, isoOf, nextWork, turned, type Minute } from './naive-calendar.ts';
import { latestLetter, type ExpectedClock } from './naive-clock.ts';
import { type Life } from './naive-life.ts';
import { ranUntil, requireSame, type Model, type World } from './world.ts';

const waitsForFee = ({ status, accepted, prepaid }: Life): boolean =>
  prepaid && (status === 'SUBMITTED' || (status === 'SUPPLEMENT_REQUESTED' && accepted === null));

/** How the fee stands reaches intake. */
function hearOfFee(model: Model, world: World, fee: FeeStanding): void {
  const paidBackAt = model.paidBack === null ? null : isoOf(model.paidBack);
  const next = followPayment(world.dossier, fee, paidBackAt, instant(model.now));
  if (next !== world.dossier) world.become(next);
}

/** A payment gateway's settlement reaches intake. */
export const settleFee = (ago: number, gap: Gap): Act =>
  act(`the fee was settled ${ago} minutes ago`, gap, (model, world) => {
    const { life, paidBack } = model;
    const settled = model.now - ago;
    hearOfFee(model, world, { status: 'SETTLED', settledAt: isoOf(settled), refundedAt: null });
    if (!waitsForFee(life) || life.effective !== null) return;
    model.history.push({ ...life, effective: Math.max(settled, life.submitted, paidBack ?? 0) });
  });

/** A refund of the fee reaches intake. */
export const payFeeBack = (gap: Gap): Act =>
  act('the fee is paid back', gap, (model, world) => {
    const { life } = model;
    hearOfFee(model, world, { status: 'REFUNDED', settledAt: isoOf(life.submitted), refundedAt: isoOf(model.now) });
    model.paidBack = model.now;
    if (waitsForFee(life) && life.effective !== null) model.history.push({ ...life, effective: null });
  });

/** Some event arrives at deadlines: late, once more, or before those that it follows. */
export const deliver = (pick: number, gap: Gap): Act =>
  act(`event ${pick} arrives`, gap, (model, world) => hear(model, world, 1 + (pick % model.history.length)));

export const deliverNewest = (gap: Gap): Act =>
  act('the newest event arrives', gap, (model, world) => hear(model, world, model.history.length));

/** A calendar is published in which one day is turned round, so many days from now. */
export const publishCalendar = (days: number, gap: Gap): Act =>
  act(`day ${days} from now is turned round`, gap, (model, world) => {
    const day = Math.floor(model.now / 1_440) + days;
    world.editions.turn(dayText(day), instant(model.now));
    model.editions.push({ at: model.now, calendar: turned(model.editions.at(-1)!.calendar, day) });
  });

export const reprojectDeadlines = (gap: Gap): Act =>
  act('open deadlines follow the calendar', gap, (model, world) => {
    world.desk.reproject(instant(model.now));
    model.counted = model.editions.length;
  });

export const giveNotices = (gap: Gap): Act =>
  act('notices are given', gap, (model, world) => world.desk.giveNotices(instant(model.now)));

/** A supervisor puts the due instant off, by the clock that deadlines shows; mostly into working time. */
export const extendDeadline = (apologyAgo: number, by: number, gap: Gap): Act =>
  act(
    `put off by ${by}, letter ${apologyAgo} ago`,
    gap,
    (model, world) => {
      const [now, clock] = [model.now, model.clock(model.editions.length)!];
      const { calendar } = model.editions.at(-1)!;
      const wanted = (clock.due ?? now) + by;
      const [apology, to] = [now - apologyAgo, by % 4 === 0 ? wanted : nextWork(calendar, wanted)];
      const refusal = refusalOf(model, clock, apology, to);
      const extension = { apologyAt: instant(apology), ground: 'COMPLEX_CASE', toDueAt: instant(to) } as const;
      requireSame(
        codeOf(() => world.desk.extend(extension, instant(now))),
        refusal,
      );
      if (refusal !== null) return;
      model.letter = { at: now, to };
      model.counted = model.editions.length;
    },
    (model) => model.clock() !== null,
  );

function refusalOf(model: Model, clock: ExpectedClock, apology: Minute, to: Minute): string | null {
  const { now } = model;
  const { calendar } = model.editions.at(-1)!;
  const life = model.history[model.heard - 1]!;
  if (clock.closed !== null) return 'deadline-ended';
  if (clock.due === null) return 'no-due-instant';
  if (model.letter) return 'extended-before';
  if (ranUntil(clock, now) >= clock.due) return 'due-already';
  if (apology > now) return 'apology-missing';
  if (apology < life.accepted!) return 'apology-before-acceptance';
  if (apology > latestLetter(life, now, calendar)) return 'apology-too-late';
  if (to <= Math.max(clock.due, now)) return 'not-put-off';
  return atWork(calendar, to) ? null : 'outside-working-time';
}
