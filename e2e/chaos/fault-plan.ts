import type { ReplicaName } from '../../deploy/local/src/stack.ts';
import type { PartName, ServiceName } from '../../deploy/local/src/topology.ts';
import { faultPoints, type FaultPoint } from './fault-points.ts';
import { poisons, type Poison } from './poison.ts';
import { between, pick, seeded, shuffled, type Random } from './random.ts';

export const faultKinds = [
  'kill-service',
  'fault-point',
  'kill-part',
  'freeze',
  'member',
  'double-records',
  'poison',
  'flush-redis',
  'open-transaction',
  'broker-away',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A service that takes part in the flow of events, with a database and a relay of its own. */
export type FlowService = Exclude<ServiceName, 'identity' | 'portal'>;

type Strike =
  | { readonly kind: 'kill-service'; readonly victim: ServiceName | ReplicaName }
  /** Whichever process of the service comes there first kills itself. */
  | { readonly kind: 'fault-point'; readonly service: FlowService; readonly point: FaultPoint }
  | { readonly kind: 'kill-part'; readonly victim: PartName }
  /** SIGSTOP, and SIGCONT when the broker has long given the member's partitions to others. */
  | { readonly kind: 'freeze'; readonly victim: FlowService | ReplicaName; readonly forMs: number }
  /** A replica leaves when it runs, else joins. */
  | { readonly kind: 'member'; readonly service: FlowService; readonly joins: boolean }
  /** `place` (0 to 1) says where in the topic the slice begins. */
  | { readonly kind: 'double-records'; readonly topic: string; readonly place: number; readonly count: number }
  | { readonly kind: 'poison'; readonly poison: Poison }
  | { readonly kind: 'flush-redis' }
  | { readonly kind: 'open-transaction'; readonly service: FlowService; readonly forMs: number }
  | { readonly kind: 'broker-away'; readonly forMs: number };

export type Fault = Strike & {
  readonly pauseMs: number;
  /** Whether the next fault waits until the figures are fresh again; else it strikes into the recovery. */
  readonly settles: boolean;
};

export interface FaultPlan {
  readonly seed: number;
  /** Services that have a second process from the start. */
  readonly replicas: readonly FlowService[];
  readonly faults: readonly Fault[];
}

const PARTS: readonly PartName[] = ['kafka', 'postgres', 'redis'];
const FLOW: readonly FlowService[] = ['intake', 'deadlines', 'payments', 'surveys', 'metrics'];
const SERVICES: readonly ServiceName[] = [...FLOW, 'portal', 'identity'];
/** Those that listen to others' events. */
const LISTENERS: readonly FlowService[] = ['deadlines', 'payments', 'surveys'];
const TOPICS = ['dossier.events', 'deadline.events', 'payment.events', 'survey.events'] as const;

const SHARES: Readonly<Record<Exclude<FaultKind, 'broker-away'>, number>> = {
  'kill-service': 0.24,
  'fault-point': 0.17,
  'kill-part': 0.15,
  freeze: 0.1,
  member: 0.1,
  'double-records': 0.09,
  poison: 0.07,
  'flush-redis': 0.05,
  'open-transaction': 0.03,
};

/** Those that end soon: eight SIGKILLs, each part among them, then a zombie and what the wire may bring. */
const QUICK: readonly FaultKind[] = [
  'kill-part',
  'kill-part',
  'kill-part',
  'kill-service',
  'kill-service',
  'kill-service',
  'fault-point',
  'fault-point',
  'freeze',
  'double-records',
  'poison',
];

/** One broker that is away for a minute in every 50 faults, and in the first 20. */
const awayIn = (kills: number): number => (kills < 20 ? 0 : Math.max(1, Math.floor(kills / 50)));

function kindsOf(kills: number, quick: boolean): FaultKind[] {
  if (quick) return Array.from({ length: kills }, (_, index) => QUICK[index % QUICK.length]!);
  const away = Array.from({ length: awayIn(kills) }, (): FaultKind => 'broker-away');
  const rest = kills - away.length;
  // Largest remainders, so that every kind has its share in any number of faults.
  const shares = Object.entries(SHARES).map(([kind, share]) => ({ kind: kind as FaultKind, exact: share * rest }));
  const counts = new Map(shares.map(({ kind, exact }) => [kind, Math.floor(exact)]));
  const missing = rest - [...counts.values()].reduce((total, count) => total + count, 0);
  const byRemainder = shares.toSorted((one, other) => (other.exact % 1) - (one.exact % 1));
  for (const { kind } of byRemainder.slice(0, missing)) counts.set(kind, counts.get(kind)! + 1);
  return [...away, ...[...counts].flatMap(([kind, count]) => Array.from({ length: count }, () => kind))];
}

/** What the seed decides, one fault after the other: replicas come and go, so each fault depends on those before it. */
class Planner {
  private readonly random: Random;
  private readonly running: Set<FlowService>;
  private parts: PartName[] = [];

  constructor(random: Random, replicas: readonly FlowService[]) {
    this.random = random;
    this.running = new Set(replicas);
  }

  strike(kind: FaultKind): Strike {
    const { random } = this;
    switch (kind) {
      case 'kill-service':
        return { kind, victim: pick([...SERVICES, ...this.replicas], random) };
      case 'fault-point':
        return this.faultPoint();
      case 'kill-part':
        if (this.parts.length === 0) this.parts = shuffled(PARTS, random);
        return { kind, victim: this.parts.pop()! };
      case 'freeze':
        return { kind, victim: pick([...FLOW, ...this.replicas], random), forMs: between(8_000, 12_000, random) };
      case 'member':
        return this.member(pick(FLOW, random));
      case 'double-records':
        return { kind, topic: pick(TOPICS, random), place: random(), count: between(20, 200, random) };
      case 'poison':
        return { kind, poison: pick(poisons, random) };
      case 'flush-redis':
        return { kind };
      case 'open-transaction':
        return { kind, service: pick(FLOW, random), forMs: 30_000 };
      case 'broker-away':
        return { kind, forMs: 60_000 };
    }
  }

  private get replicas(): ReplicaName[] {
    return [...this.running].map((service): ReplicaName => `${service}-2`);
  }

  private faultPoint(): Strike {
    const { random } = this;
    const part = pick(['metrics', 'relay', 'inbox'] as const, random);
    const services = { metrics: ['metrics'], relay: [...LISTENERS, 'intake'], inbox: LISTENERS } as const;
    const service = pick<FlowService>(services[part], random);
    const moment = pick(['before', 'after'] as const, random);
    return { kind: 'fault-point', service, point: { moment, step: pick(faultPoints[part], random) } };
  }

  private member(service: FlowService): Strike {
    const joins = !this.running.delete(service);
    if (joins) this.running.add(service);
    return { kind: 'member', service, joins };
  }
}

export interface FaultPlanOptions {
  readonly kills: number;
  /** The same seed, the same faults. */
  readonly seed: number;
  /** Only kinds that end soon, each after the recovery from the one before. @default false */
  readonly quick?: boolean;
}

export function planFaults({ kills, seed, quick = false }: FaultPlanOptions): FaultPlan {
  const random = seeded(seed);
  const third = pick(['payments', 'surveys', 'deadlines'] as const, random);
  const replicas: readonly FlowService[] = quick ? ['metrics'] : ['metrics', 'intake', third];
  const planner = new Planner(random, replicas);
  const kinds = shuffled(kindsOf(kills, quick), random);
  const faults = kinds.map((kind, index): Fault => {
    const last = index === kinds.length - 1;
    return {
      ...planner.strike(kind),
      pauseMs: between(200, 2_000, random),
      settles: random() >= 0.25 || quick || last,
    };
  });
  return { seed, replicas, faults };
}

/** One line for people: what strikes whom. */
export function describeFault(fault: Fault): string {
  switch (fault.kind) {
    case 'kill-service':
    case 'kill-part':
      return `SIGKILL ${fault.victim}`;
    case 'fault-point':
      return `${fault.service} kills itself ${fault.point.moment} ${fault.point.step}`;
    case 'freeze':
      return `SIGSTOP ${fault.victim} for ${fault.forMs / 1_000} s`;
    case 'member':
      return `a second ${fault.service} ${fault.joins ? 'joins' : 'leaves'}`;
    case 'double-records':
      return `${fault.count} records of ${fault.topic} doubled`;
    case 'poison':
      return `poison: ${fault.poison.name}`;
    case 'flush-redis':
      return 'Redis flushed';
    case 'open-transaction':
      return `a transaction in the outbox of ${fault.service} held open for ${fault.forMs / 1_000} s`;
    case 'broker-away':
      return `broker away for ${fault.forMs / 1_000} s`;
  }
}
