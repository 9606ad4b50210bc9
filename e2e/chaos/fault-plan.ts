import type { ReplicaName } from '../../deploy/local/src/stack.ts';
import type { PartName, ServiceName } from '../../deploy/local/src/topology.ts';
import { faultPoints } from './fault-points.ts';
import { lockedTables, type Fault, type FaultKind, type FlowService, type Strike } from './faults.ts';
import { poisons } from './poison.ts';
import { between, pick, seeded, shuffled, type Random } from './random.ts';

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
  'kill-service': 0.18,
  'fault-point': 0.13,
  'kill-part': 0.12,
  freeze: 0.07,
  member: 0.08,
  'double-records': 0.06,
  poison: 0.05,
  'flush-redis': 0.03,
  'open-transaction': 0.03,
  'lock-row': 0.07,
  'frozen-relay': 0.05,
  'disk-full': 0.03,
  oversized: 0.03,
  'id-sharing': 0.04,
  parked: 0.03,
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
      case 'lock-row':
        return { kind, table: pick(lockedTables, random), place: random(), forMs: between(5_000, 40_000, random) };
      case 'frozen-relay':
        return { kind, forMs: 12_000 };
      case 'disk-full':
        return { kind, forMs: 10_000 };
      case 'oversized':
      case 'id-sharing':
        return { kind };
      case 'parked':
        return { kind, dossiers: between(2, 5, random) };
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
