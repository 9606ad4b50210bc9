import type { Channel, Rating, SurveyStage } from '@motcua/contracts';
import { drawLife, wrongChannelFor, type LifeName } from './lives.js';
import type { OnlinePayment, Procedure } from './model.js';
import { asHandedIn, classOf, classSizes, isCharged, isOffered, type ProcedureClass } from './procedures.js';
import { faultWeight, type Counter } from './province.js';
import type { Quotas } from './quotas.js';
import { drawWeighted, randomFrom, shuffled, type Random } from './random.js';

export type Fate =
  'REFUSED' | 'WAITING' | 'VOIDED' | 'WITHDRAWN' | 'TERMINATED' | 'SUSPENDED' | 'IN_PROCESS' | 'SETTLED' | 'RETURNED';
export type CastPayment = 'NONE' | 'CASH' | OnlinePayment;

/** Everything about a dossier except its instants. */
export interface Casting {
  readonly number: number;
  readonly receiving: Counter;
  readonly settling: Counter;
  readonly procedure: Procedure;
  readonly channel: Channel;
  readonly fate: Fate;
  /** What happens to it on the way to its result. */
  readonly life: LifeName;
  /** What was written down when it was handed in; something else than in the end when `life` says so. */
  readonly handedIn: { readonly settling: Counter; readonly channel: Channel };
  readonly late: boolean;
  readonly payment: CastPayment;
  readonly ratings: ReadonlyMap<SurveyStage, Rating>;
}

/** A dossier while its traits are dealt out, one after the other. */
interface Seat {
  readonly number: number;
  readonly receiving: Counter;
  readonly settling: Counter;
  procedure: Procedure;
  fate: Fate;
}

export interface CastOptions {
  readonly seed: number;
  readonly quotas: Quotas;
  readonly counters: readonly Counter[];
  readonly procedures: readonly Procedure[];
}

/** Deals traits so that every quota is met exactly; chance decides only who gets what, poorer counters more of the bad. */
export function castDossiers(options: CastOptions): Casting[] {
  const { seed, quotas } = options;
  const seats = seatDossiers(options);
  dealProcedures(seats, options);
  dealFates(seats, options);
  const accepted = seats.filter(({ fate }) => !COUNTS_NOWHERE.includes(fate));
  const settled = seats.filter(isSettled);
  const { onTime, onlineDossier, onlinePayment } = quotas.counts;

  const late = drawWeighted(
    randomFrom(seed, 'late'),
    settled,
    onTime.denominator - onTime.numerator,
    ({ procedure, settling }) => (procedure.timeLimit === null ? 0 : faultWeight(settling)),
  );
  const offline = drawWeighted(
    randomFrom(seed, 'offline'),
    accepted.filter(({ procedure }) => isOffered(procedure)),
    onlineDossier.denominator - onlineDossier.numerator,
    ({ receiving }) => faultWeight(receiving),
  );
  const notPaidOnline = drawWeighted(
    randomFrom(seed, 'not paid online'),
    accepted.filter(({ procedure }) => isCharged(procedure)),
    onlinePayment.denominator - onlinePayment.numerator,
    ({ settling }) => faultWeight(settling),
  );
  const ratings = dealRatings(seats, late, options);
  const random = randomFrom(seed, 'channels and payments');
  const lives = randomFrom(seed, 'lives');
  return seats.map((seat) => {
    const channel = channelOf(random, isOffered(seat.procedure) && !offline.has(seat));
    const life = isSettled(seat) ? drawLife(lives, { atPresent: false }) : 'PLAIN';
    const firstly = handedIn(lives, { ...seat, life, channel }, options.counters);
    return {
      ...seat,
      procedure: asHandedIn(seat.procedure, firstly.channel),
      life,
      channel,
      handedIn: firstly,
      late: late.has(seat),
      payment: paymentOf(random, seat, notPaidOnline.has(seat)),
      ratings: ratings.get(seat) ?? new Map<SurveyStage, Rating>(),
    };
  });
}

/** Never accepted, or struck out. */
const COUNTS_NOWHERE: readonly Fate[] = ['REFUSED', 'WAITING', 'VOIDED'];
const isSettled = ({ fate }: Seat): boolean => fate === 'SETTLED' || fate === 'RETURNED';

function seatDossiers({ seed, quotas, counters, procedures }: CastOptions): Seat[] {
  const random = randomFrom(seed, 'seats');
  const provincial = counters.filter(({ agency }) => agency.kind === 'DEPARTMENT' || agency.kind === 'LAND_BRANCH');
  const procedure = procedures[0];
  if (procedure === undefined) throw new Error('The catalogue of procedures is empty.');
  const draw = pickerByVolume(random, counters);
  return Array.from({ length: quotas.dossiers }, (_, index) => {
    const receiving = draw();
    const elsewhere = provincial.length > 0 && random.chance(0.04);
    const settling = elsewhere ? random.pick(provincial) : receiving;
    return { number: index + 1, receiving, settling, procedure, fate: 'RETURNED' };
  });
}

function pickerByVolume(random: Random, counters: readonly Counter[]): () => Counter {
  if (counters.length === 0) throw new Error('The province has no counter.');
  const total = counters.reduce((sum, { volume }) => sum + volume, 0);
  return () => {
    let left = random.next() * total;
    return counters.find(({ volume }) => (left -= volume) < 0) ?? counters.at(-1)!;
  };
}

function handedIn(
  random: Random,
  { settling, channel, procedure, life }: Pick<Casting, 'settling' | 'channel' | 'procedure' | 'life'>,
  counters: readonly Counter[],
): Casting['handedIn'] {
  const others = counters.filter((counter) => counter !== settling);
  return {
    settling: life === 'TRANSFER' ? random.pick(others) : settling,
    channel: life === 'WRONG_CHANNEL' ? wrongChannelFor(channel, isOffered(procedure)) : channel,
  };
}

/**
 * Those that count nowhere first. Procedures of refused and waiting dossiers must not be prepaid, so that nobody paid for
 * nothing; what is struck out may be anything.
 */
function dealProcedures(seats: readonly Seat[], { seed, quotas, procedures }: CastOptions): void {
  const random = randomFrom(seed, 'procedures');
  const order = shuffled(random, seats);
  const notAccepted = order.splice(0, quotas.refused + quotas.waiting);
  const notPrepaid = procedures.filter(({ fee }) => fee?.collection !== 'PREPAID');
  notAccepted.forEach((seat, index) => {
    seat.fate = index < quotas.refused ? 'REFUSED' : 'WAITING';
    seat.procedure = random.pick(notPrepaid);
  });
  for (const seat of order.splice(0, quotas.voided)) {
    seat.fate = 'VOIDED';
    seat.procedure = random.pick(procedures);
  }
  const byClass = new Map<ProcedureClass, Procedure[]>();
  for (const procedure of procedures) {
    byClass.set(classOf(procedure), [...(byClass.get(classOf(procedure)) ?? []), procedure]);
  }
  const offered = quotas.counts.onlineDossier.denominator;
  const charged = quotas.counts.onlinePayment.denominator;
  const sizes = classSizes({ accepted: order.length, offered, charged }, new Set(byClass.keys()));
  for (const [name, size] of Object.entries(sizes)) {
    for (const seat of order.splice(0, size)) seat.procedure = random.pick(byClass.get(name as ProcedureClass)!);
  }
}

/**
 * What ends without a result bears no fee, so that no order is left to argue about; nor does what stays open, which goes
 * to the heir of an agency that has ended since: no figure goes along.
 */
function dealFates(seats: readonly Seat[], { seed, quotas }: CastOptions): void {
  const random = randomFrom(seed, 'fates');
  const deal = (fate: Fate, count: number, weightOf: (seat: Seat) => number): void => {
    const accepted = seats.filter((seat) => seat.fate === 'RETURNED');
    for (const seat of drawWeighted(random, accepted, count, weightOf)) seat.fate = fate;
  };
  const free = ({ procedure }: Seat): number => (isCharged(procedure) ? 0 : 1);
  deal('WITHDRAWN', quotas.withdrawn, free);
  deal('TERMINATED', quotas.terminated, free);
  deal('SUSPENDED', quotas.suspended, (seat) => free(seat) * faultWeight(seat.settling));
  deal('IN_PROCESS', quotas.inProcess, (seat) => free(seat) * faultWeight(seat.settling));
  deal('SETTLED', quotas.settled - quotas.returned, () => 1);
}

function channelOf(random: Random, online: boolean): Channel {
  if (online) return 'ONLINE';
  return random.chance(0.3) ? 'POSTAL' : 'IN_PERSON';
}

function paymentOf(random: Random, { procedure, fate }: Seat, notOnline: boolean): CastPayment {
  if (procedure.fee === null || fate === 'REFUSED' || fate === 'WAITING') return 'NONE';
  const failuresFirst = random.chance(0.06) ? random.integer(1, 2) : 0;
  const duplicates = random.chance(0.05) ? random.integer(1, 2) : 0;
  if (!notOnline) return { failuresFirst, duplicates, refund: 'NONE' };
  if (procedure.fee.collection === 'PREPAID') return 'CASH';
  if (fate !== 'RETURNED') return 'NONE';
  if (random.chance(0.85)) return 'CASH';
  return { failuresFirst, duplicates, refund: random.chance(0.3) ? 'BEFORE_SUCCESS' : 'AFTER' };
}

interface Slip {
  readonly seat: Seat;
  readonly stage: SurveyStage;
}

/** Most slips come back with the result, some from the counter's first step and from refusals. */
function dealRatings(
  seats: readonly Seat[],
  late: ReadonlySet<Seat>,
  { seed, quotas }: CastOptions,
): ReadonlyMap<Seat, Map<SurveyStage, Rating>> {
  const random = randomFrom(seed, 'ratings');
  const { numerator, denominator } = quotas.counts.satisfaction;
  const refused = Math.min(Math.floor(denominator * 0.01), quotas.refused);
  const accepted = Math.floor(denominator * 0.1);
  const draw = (stage: SurveyStage, count: number, fits: (seat: Seat) => boolean): Slip[] =>
    [...drawWeighted(random, seats.filter(fits), count, () => 1)].map((seat) => ({ seat, stage }));
  const slips = [
    ...draw('REFUSED_AT_INTAKE', refused, ({ fate }) => fate === 'REFUSED'),
    ...draw('ACCEPTED', accepted, isSettled),
    ...draw('RETURNED', denominator - refused - accepted, ({ fate }) => fate === 'RETURNED'),
  ];
  const unsatisfied = drawWeighted(
    random,
    slips,
    denominator - numerator,
    ({ seat }) => faultWeight(seat.settling) * (late.has(seat) ? 8 : 1),
  );
  const dealt = new Map<Seat, Map<SurveyStage, Rating>>();
  for (const slip of slips) {
    const rating = unsatisfied.has(slip) ? 'UNSATISFIED' : happyRating(random, slip.seat.settling);
    dealt.set(slip.seat, (dealt.get(slip.seat) ?? new Map<SurveyStage, Rating>()).set(slip.stage, rating));
  }
  for (const seat of seats) {
    if (seat.fate === 'VOIDED')
      dealt.set(seat, new Map([['ACCEPTED', random.chance(0.5) ? 'SATISFIED' : 'UNSATISFIED']]));
  }
  return dealt;
}

const happyRating = (random: Random, counter: Counter): Rating =>
  random.chance(0.2 + 0.5 * counter.quality) ? 'VERY_SATISFIED' : 'SATISFIED';
