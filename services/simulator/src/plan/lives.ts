import type { Channel } from '@motcua/contracts';
import type { PlannedStep, StepWithoutInstant } from './model.js';
import type { Random } from './random.js';

/** What a dossier is in the end, whatever was written down first. */
export interface Truth {
  readonly settlingAgency: string;
  readonly channel: Channel;
}

interface Life {
  /** Dossiers in a thousand. */
  readonly weight: number;
  /** What happens between acceptance and completion, in order; a stop of the clock ends with the step after it. */
  readonly turns: (truth: Truth) => readonly StepWithoutInstant[];
  /** Recorded as it happens, so no backdated dossier can have it. @default false */
  readonly onlyAtPresent?: boolean;
}

const stop = {
  supplement: [
    { kind: 'request-supplement', reason: 'Thiếu bản sao giấy tờ kèm theo' },
    { kind: 'receive-supplement' },
  ],
  payment: [{ kind: 'request-payment' }, { kind: 'receive-payment' }],
  suspension: [{ kind: 'suspend', reason: 'Chờ ý kiến của cơ quan phối hợp' }, { kind: 'resume' }],
} as const satisfies Readonly<Record<string, readonly StepWithoutInstant[]>>;

export const STOPS = Object.values(stop);
const STOP_BEGINS: readonly PlannedStep['kind'][] = STOPS.map(([begin]) => begin.kind);
const STOP_ENDS: readonly PlannedStep['kind'][] = STOPS.map(([, end]) => end.kind);

/** Whether the clock stands still from this step on. */
export const stopsClock = ({ kind }: Pick<PlannedStep, 'kind'>): boolean => STOP_BEGINS.includes(kind);
/** Whether the clock runs again from this step on. */
export const startsClock = ({ kind }: Pick<PlannedStep, 'kind'>): boolean => STOP_ENDS.includes(kind);

/**
 * What may happen to a dossier on its way to a result, and what that does to the figures. A life that does not fit its
 * dossier (too little time left, no appointment) is lived without what does not fit.
 */
export const LIVES = {
  /** Nothing beside what every dossier goes through. */
  PLAIN: { weight: 745, turns: () => [] },
  /** The due instant moves by the pause, under the procedure's policy. */
  SUPPLEMENT: { weight: 90, turns: () => stop.supplement },
  /** The second request is a supervisor's to make. The due instant moves by both pauses. */
  TWO_SUPPLEMENTS: { weight: 20, turns: () => [...stop.supplement, ...stop.supplement] },
  /** The due instant moves as by a supplement. */
  FINANCIAL_DUTY: { weight: 20, turns: () => stop.payment },
  /** The due instant moves as by a supplement. */
  SUSPENSION: { weight: 20, turns: () => stop.suspension },
  /** No figure moves. */
  ASSIGNMENT: {
    weight: 20,
    turns: () => [
      { kind: 'forward', officer: 'simulated-officer-1' },
      { kind: 'assign', officer: 'simulated-officer-2' },
    ],
  },
  /** Everything settled, charged and rated counts at the agency that took over. */
  TRANSFER: {
    weight: 20,
    turns: ({ settlingAgency }) => [
      { kind: 'forward', officer: 'simulated-officer-1' },
      { kind: 'transfer', settlingAgency, reason: 'Không thuộc thẩm quyền của cơ quan đang giải quyết' },
    ],
  },
  /** Handed in under a wrong channel; counts under the right one. */
  WRONG_CHANNEL: {
    weight: 20,
    turns: ({ channel }) => [
      { kind: 'correct', correction: { field: 'channel', value: channel }, reason: 'Ghi sai hình thức nộp' },
    ],
  },
  /** Completed late on paper and in time in truth, or the reverse; put right after the completion, it counts as in truth. */
  WRONG_COMPLETION: { weight: 20, turns: () => [] },
  /** Put right, and no figure moves. */
  WRONG_IDENTIFICATION: {
    weight: 15,
    turns: () => [
      {
        kind: 'correct',
        correction: { field: 'eIdVerified', value: true },
        reason: 'Bổ sung xác thực bằng tài khoản VNeID',
      },
    ],
  },
  /** Put off with a letter of apology: on time against the new appointment, late against the first. */
  EXTENSION: { weight: 10, turns: () => [{ kind: 'extend', ground: 'COMPLEX_CASE' }], onlyAtPresent: true },
} as const satisfies Readonly<Record<string, Life>>;

export type LifeName = keyof typeof LIVES;
export const lifeNames = Object.keys(LIVES) as readonly LifeName[];

export const turnsOf = (name: LifeName, truth: Truth): readonly StepWithoutInstant[] => LIVES[name].turns(truth);

/** One of the lives that a backdated dossier can have, or of all; by their weights. */
export function drawLife(random: Random, { atPresent }: { readonly atPresent: boolean }): LifeName {
  const possible = lifeNames.filter((name) => atPresent || !('onlyAtPresent' in LIVES[name]));
  let left = random.next() * possible.reduce((sum, name) => sum + LIVES[name].weight, 0);
  return possible.find((name) => (left -= LIVES[name].weight) < 0) ?? 'PLAIN';
}

/** The channel that a counter writes down by mistake; where there is an online service, the figures would show it. */
export function wrongChannelFor(channel: Channel, offeredOnline: boolean): Channel {
  if (channel === 'ONLINE') return 'IN_PERSON';
  if (offeredOnline) return 'ONLINE';
  return channel === 'POSTAL' ? 'IN_PERSON' : 'POSTAL';
}
