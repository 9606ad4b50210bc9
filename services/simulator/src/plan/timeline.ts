import type { SurveyStage } from '@motcua/contracts';
import type { WorkingCalendar } from '@motcua/working-calendar';
import type { Casting } from './casting.js';
import { completionInstant, dueAfterStop, expectedAppointment } from './completion.js';
import { startsClock, STOPS, stopsClock, turnsOf } from './lives.js';
import type { PlannedStep, StepWithoutInstant, Timing } from './model.js';
import type { Random } from './random.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Writes one life, step by step; every instant lies in a working session and none before the one before. */
class TimelineWriter {
  readonly steps: PlannedStep[] = [];
  private originalDueAt: Date | null = null;
  private currentDueAt: Date | null = null;

  constructor(
    private readonly casting: Casting,
    private readonly calendar: WorkingCalendar,
    private readonly random: Random,
    private now: Date,
  ) {}

  write(): readonly PlannedStep[] {
    this.add({ kind: 'submit' });
    if (this.casting.fate === 'WAITING') return this.steps;
    if (this.casting.fate === 'REFUSED') return this.refusal();
    if (this.casting.procedure.fee?.collection === 'PREPAID') this.pay(5, 60);
    this.acceptance();
    switch (this.casting.fate) {
      case 'WITHDRAWN':
        return this.after(60, 960).add({ kind: 'withdraw' }).steps;
      case 'TERMINATED':
        return this.after(60, 960).add({ kind: 'terminate', reason: 'Người nộp không bổ sung hồ sơ đúng hạn' }).steps;
      case 'IN_PROCESS':
      case 'SUSPENDED':
        return this.unfinished();
      case 'VOIDED':
        return this.mistake();
      default:
        return this.settlement();
    }
  }

  private refusal(): readonly PlannedStep[] {
    this.after(10, 240).add({ kind: 'refuse', reason: this.random.pick(REFUSAL_REASONS) });
    return this.answer('REFUSED_AT_INTAKE').steps;
  }

  private acceptance(): void {
    const [least, most] = MINUTES_TO_ACCEPT[this.casting.handedIn.channel];
    this.after(least, most).add({ kind: 'accept' });
    this.originalDueAt = expectedAppointment(this.calendar, this.casting.procedure, this.now);
    this.currentDueAt = this.originalDueAt;
    this.answer('ACCEPTED');
  }

  private unfinished(): readonly PlannedStep[] {
    if (this.casting.fate === 'SUSPENDED') this.beforeDue(this.random.pick(STOPS)[0]);
    return this.steps;
  }

  /** Lived like others, late as often as not, and then found to be an error. */
  private mistake(): readonly PlannedStep[] {
    if (this.random.chance(0.5)) this.completion(this.currentDueAt !== null && this.random.chance(0.5));
    if (this.casting.procedure.fee?.collection === 'POSTPAID') this.pay(5, 240);
    return this.after(60, 960).add({ kind: 'void', reason: 'Hồ sơ tiếp nhận trùng' }).steps;
  }

  private settlement(): readonly PlannedStep[] {
    const { life, late, fate, procedure, settling, channel } = this.casting;
    this.take(turnsOf(life, { settlingAgency: settling.agency.code, channel }));
    this.completion(late);
    if (procedure.fee?.collection === 'POSTPAID') this.pay(5, 240);
    if (fate === 'SETTLED') return this.steps;
    this.after(10, 1_200).add({ kind: 'return' });
    return this.answer('RETURNED').steps;
  }

  /** What happens on the way, as long as it leaves time for a completion on time. */
  private take(turns: readonly StepWithoutInstant[]): void {
    for (const turn of turns) {
      if (startsClock(turn)) this.goOn(turn);
      else if (!stopsClock(turn) || this.canStop()) this.beforeDue(turn);
      else return;
    }
  }

  /** SHIFT gives nothing for an answer on the same day: such a stop could make late what is planned on time. */
  private canStop(): boolean {
    if (this.casting.procedure.clockPolicy === 'SHIFT' || this.currentDueAt === null) return false;
    return this.workingTimeLeft() >= 4 * HOUR_MS;
  }

  private goOn(turn: StepWithoutInstant): void {
    const from = this.now;
    this.after(120, 2_400).add(turn);
    this.currentDueAt = dueAfterStop(this.calendar, this.casting.procedure, this.currentDueAt, { from, to: this.now });
  }

  /** A completion that was written down wrongly is put right when both instants have passed. */
  private completion(late: boolean): void {
    const clock = { lastAt: this.now, originalDueAt: this.originalDueAt, currentDueAt: this.currentDueAt };
    const timing = this.timing(late);
    const wrong = this.casting.life === 'WRONG_COMPLETION' && this.currentDueAt !== null;
    const written = wrong ? this.timing(!late) : timing;
    this.now = completionInstant(this.calendar, clock, written);
    this.add({ kind: 'complete', result: this.random.chance(0.95) ? 'POSITIVE' : 'NEGATIVE', timing: written });
    if (!wrong) return;
    const completedAt = completionInstant(this.calendar, clock, timing);
    if (completedAt > this.now) this.now = completedAt;
    const correction = { field: 'completedAt', timing } as const;
    this.after(5, 240).add({ kind: 'correct', correction, reason: 'Ghi sai thời điểm hoàn thành' });
  }

  private timing(late: boolean): Timing {
    if (late) return { kind: 'AFTER', workingMs: this.minutes(...(this.random.chance(0.4) ? MINUTES : DAYS)) };
    if (this.currentDueAt === null) return { kind: 'NO_APPOINTMENT', workingMs: this.minutes(60, 1_440) };
    if (this.currentDueAt > this.originalDueAt! && this.random.chance(0.4)) {
      return { kind: 'WITHIN_PAUSE', share: this.random.between(0.1, 1) };
    }
    return this.random.chance(0.06) ? { kind: 'EXACT' } : { kind: 'BEFORE', share: this.random.between(0.2, 0.98) };
  }

  private beforeDue(step: StepWithoutInstant): void {
    const most = this.currentDueAt === null ? 480 : (this.workingTimeLeft() / MINUTE_MS) * 0.6;
    this.after(Math.min(15, most), most).add(step);
  }

  private pay(leastMinutes: number, mostMinutes: number): void {
    const { payment } = this.casting;
    if (payment === 'NONE') return;
    this.after(leastMinutes, mostMinutes);
    this.add(payment === 'CASH' ? { kind: 'pay-cash' } : { kind: 'pay-online', payment });
    if (payment !== 'CASH' && payment.refund !== 'NONE') this.after(3, 3);
  }

  private answer(stage: SurveyStage): this {
    const rating = this.casting.ratings.get(stage);
    return rating === undefined ? this : this.add({ kind: 'answer', stage, rating });
  }

  private workingTimeLeft(): number {
    return this.currentDueAt! <= this.now ? 0 : this.calendar.workingTimeBetween(this.now, this.currentDueAt!);
  }

  private minutes(least: number, most: number): number {
    return Math.max(1, Math.floor(this.random.between(least, most) * 60)) * 1_000;
  }

  private after(leastMinutes: number, mostMinutes: number): this {
    this.now = this.calendar.addWorkingTime(this.now, this.minutes(leastMinutes, mostMinutes));
    return this;
  }

  private add(step: StepWithoutInstant): this {
    this.steps.push({ at: this.now, ...step } as PlannedStep);
    return this;
  }
}

/** The steps of one life that begins at `submittedAt`, in order. */
export function timelineOf(
  casting: Casting,
  submittedAt: Date,
  calendar: WorkingCalendar,
  random: Random,
): readonly PlannedStep[] {
  return new TimelineWriter(casting, calendar, random, submittedAt).write();
}

/** How late the late ones are, in working minutes. */
const MINUTES: readonly [number, number] = [1, 59];
const DAYS: readonly [number, number] = [60, 5 * 480];
/** Online dossiers are answered within 8 working hours; at the counter it takes minutes. */
const MINUTES_TO_ACCEPT = { ONLINE: [15, 450], IN_PERSON: [3, 25], POSTAL: [20, 240] } as const;

const REFUSAL_REASONS = ['Không thuộc thẩm quyền giải quyết', 'Hồ sơ không đúng đối tượng thực hiện'];
