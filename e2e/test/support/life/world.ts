import { expect } from '@jest/globals';
import type { DeadlineStateV1, DossierStateV1, TimeLimit } from '@motcua/contracts';
import { newDossierId } from '@motcua/kernel';
import type { Dossier } from '../../../../services/intake/src/dossiers/domain/dossier.ts';
import { submit } from '../../../../services/intake/src/dossiers/domain/submission.ts';
import { Desk, Editions, type Heard } from './desk.ts';
import { isoOf, published, type Minute } from './naive-calendar.ts';
import { clockOf, inWords, type Edition, type ExpectedClock, type Letter } from './naive-clock.ts';
import type { Life } from './naive-life.ts';
import { asPublished } from './published-life.ts';
import { isDeepStrictEqual } from 'node:util';

export const COMMUNE = '000.02.31.H06';
export const DEPARTMENT = '000.00.16.H06';

/** Of which procedure the dossier is, and when it was handed in. */
export interface Beginning {
  readonly submitted: Minute;
  readonly limit: TimeLimit | null;
  readonly policy: Life['policy'];
  readonly prepaid: boolean;
  readonly plan: Life['plan'];
}

/** What must be so. */
export class Model {
  now: Minute;
  readonly history: Life[];
  readonly editions: Edition[];
  letter: Letter | null = null;
  /** The last refund that intake heard of. */
  paidBack: Minute | null = null;
  /** Revision up to which deadlines has heard, once there was an acceptance. */
  heard = 0;
  /** Place of the edition by which deadlines counts an open clock. */
  counted = 1;
  /** What the clock was counted from last. */
  private counting: { readonly known: readonly unknown[]; readonly clock: ExpectedClock | null } | null = null;

  constructor({ submitted, limit, policy, prepaid, plan }: Beginning) {
    this.now = submitted;
    this.editions = [{ at: submitted - 1, calendar: published }];
    this.history = [
      {
        status: 'SUBMITTED',
        limit,
        policy,
        agency: COMMUNE,
        channel: 'IN_PERSON',
        submitted,
        prepaid,
        effective: prepaid ? null : submitted,
        accepted: null,
        promisedBy: 0,
        appointment: null,
        refused: null,
        waits: [],
        hasPlan: plan.length > 0,
        plan,
        taken: [],
        firstCompleted: null,
        transfers: [],
        completed: null,
        entered: null,
        endEntered: null,
        result: null,
        returned: null,
        withdrawn: null,
        terminated: null,
        voided: null,
      },
    ];
  }

  get life(): Life {
    return this.history.at(-1)!;
  }

  hear(revision: number): void {
    if (this.history[revision - 1]!.accepted === null || revision <= this.heard) return;
    this.heard = revision;
    this.counted = this.editions.length;
  }

  /** The clock by what deadlines has heard; null while that is no acceptance. */
  clock(counted = this.counted): ExpectedClock | null {
    const life = this.history[this.heard - 1];
    const known = [life, this.letter, this.editions.length, counted] as const;
    if (!this.counting || known.some((each, index) => each !== this.counting!.known[index])) {
      this.counting = { known, clock: life ? clockOf(life, this.letter, this.editions, counted) : null };
    }
    return this.counting.clock;
  }
}

/** What is: intake's dossier, what it published, and deadlines, which hears of it in any order. */
export class World {
  dossier: Dossier;
  readonly published: Heard[] = [];
  readonly editions: Editions;
  readonly desk: Desk;

  constructor({ submitted, limit, policy, prepaid, plan }: Beginning) {
    this.editions = new Editions(new Date(isoOf(submitted - 1)));
    this.desk = new Desk(this.editions);
    const steps = plan.map(({ agency, limit: timeLimit }, index) => ({
      title: `Bước ${index + 1}`,
      agency,
      timeLimit,
    }));
    const fee = prepaid ? { amountVnd: 50_000, collection: 'PREPAID' as const, lines: [] } : null;
    this.dossier = submit(
      {
        dossierId: newDossierId(),
        dossierCode: '000.02.31.H06-240129-0001',
        procedure: {
          code: '1.004873',
          version: 1,
          onlineLevel: 'FULL_ONLINE',
          timeLimit: limit,
          clockPolicy: policy,
          fee,
          resultOnPaper: true,
          steps,
        },
        calendarId: 'province',
        receivingAgency: COMMUNE,
        settlingAgency: COMMUNE,
        settlingAgencyPath: ['H06', COMMUNE],
        channel: 'IN_PERSON',
        partyKind: 'CITIZEN',
        eIdVerified: false,
        components: [],
      },
      new Date(isoOf(submitted)),
    );
    this.published.push(this.dossier);
  }

  become(dossier: Dossier): void {
    this.dossier = dossier;
    this.published.push(dossier);
  }
}

/** Holds the world against the model. */
export function compare(model: Model, { dossier, desk }: World): void {
  requireSame(dossier.revision, model.history.length);
  requireSame(shownOf(dossier.state, asPublished(model.life)), asPublished(model.life));
  const expected = model.clock();
  requireSame(desk.state === null, expected === null);
  if (desk.state === null || expected === null) return;
  requireSame(shownOf(desk.state, inWords(expected)), inWords(expected));
  compareNotices(model.now, expected, desk);
  showsLateness(desk.state, model.history[model.heard - 1]!);
}

/** As `expect(actual).toEqual(expected)`, which is slow where it finds nothing. */
export function requireSame(actual: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(actual, expected)) expect(actual).toEqual(expected);
}

/** What a state says of the fields that are expected; steps without their titles. */
function shownOf(state: DossierStateV1 | DeadlineStateV1, expected: object): object {
  const steps = state.steps.map(({ title: _, ...step }) => step);
  return Object.fromEntries(Object.keys(expected).map((key) => [key, { ...state, steps }[key as 'steps']]));
}

/** Until when the clock ran, by what was heard. */
export const ranUntil = ({ closed, pauses }: ExpectedClock, now: Minute): Minute => {
  const stop = pauses.at(-1);
  return closed ?? (stop?.to === null ? stop.from : now);
};

/** A notice that stands is true. */
function compareNotices(now: Minute, expected: ExpectedClock, { state }: Desk): void {
  const until = ranUntil(expected, now);
  requireSame(state!.missedNotice === null || until > expected.due!, true);
  requireSame(state!.dueSoonNotice === null || until >= expected.dueSoon!, true);
}

/** What was late against the first promise and is not any more shows both, and what moved it. */
function showsLateness({ originalDueAt, currentDueAt, outcome }: DeadlineStateV1, heard: Life): void {
  const { firstCompleted, completed } = heard;
  if (outcome === null || outcome === 'OVERDUE' || originalDueAt === null) return;
  const late = isoOf(firstCompleted!) > originalDueAt;
  requireSame(!late || currentDueAt! > originalDueAt || completed! < firstCompleted!, true);
}
