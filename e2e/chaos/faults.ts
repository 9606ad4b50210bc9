import type { ReplicaName } from '../../deploy/local/src/stack.ts';
import type { PartName, ServiceName } from '../../deploy/local/src/topology.ts';
import type { FaultPoint } from './fault-points.ts';
import type { Poison } from './poison.ts';

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
  'lock-row',
  'frozen-relay',
  'disk-full',
  'oversized',
  'id-sharing',
  'parked',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** A service that takes part in the flow of events, with a database and a relay of its own. */
export type FlowService = Exclude<ServiceName, 'identity' | 'portal'>;

/** Rows that handlers of events lock themselves: an order, a clock, the progress of a partition of the fold. */
export const lockedTables = ['fee_order', 'deadline', 'projection.progress'] as const;
export type LockedTable = (typeof lockedTables)[number];

export type Strike =
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
  | { readonly kind: 'broker-away'; readonly forMs: number }
  /** `place` (0 to 1) says which of the rows touched last is held. */
  | { readonly kind: 'lock-row'; readonly table: LockedTable; readonly place: number; readonly forMs: number }
  /** SIGSTOP of the process that sends what intake has committed. */
  | { readonly kind: 'frozen-relay'; readonly forMs: number }
  | { readonly kind: 'disk-full'; readonly forMs: number }
  | { readonly kind: 'oversized' }
  | { readonly kind: 'id-sharing' }
  | { readonly kind: 'parked'; readonly dossiers: number };

export type Fault = Strike & {
  readonly pauseMs: number;
  /** Whether the next fault waits until the figures are fresh again; else it strikes into the recovery. */
  readonly settles: boolean;
};

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
    case 'lock-row':
      return `a row of ${fault.table} locked for ${fault.forMs / 1_000} s`;
    case 'frozen-relay':
      return `SIGSTOP for ${fault.forMs / 1_000} s of the process that holds the relay of intake`;
    case 'disk-full':
      return `no room left for tables for ${fault.forMs / 1_000} s`;
    case 'oversized':
      return 'an unreadable record as long as the broker takes';
    case 'id-sharing':
      return 'an unreadable record with the id of a good one that follows';
    case 'parked':
      return `${fault.dossiers} dossiers whose due instant lies beyond the calendar`;
  }
}
