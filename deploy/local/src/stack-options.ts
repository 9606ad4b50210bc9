import { partNames } from './parts/parts.ts';
import type { InstancePaths } from './paths.ts';
import type { Steps } from './steps.ts';
import type { ToolName } from './system-tools.ts';
import { serviceNames, type PartName, type ServiceName } from './topology.ts';

export interface StackOptions {
  /** Names the folder under `.local`; two stacks of one name never run at once. */
  readonly instance: string;
  /** Data, secrets and logs are removed at the end. @default true */
  readonly temporary?: boolean;
  /** Start our own parts although KAFKA_BROKERS, DATABASE_URL or REDIS_URL is set. @default false */
  readonly ownParts?: boolean;
  /** The wall's port. @default a free one */
  readonly wallPort?: number;
  /** @default shows nothing */
  readonly steps?: Steps;
  /** More tools than the parts need. @default [] */
  readonly tools?: readonly ToolName[];
  /** More settings of every service's process. @default none */
  readonly moreSettings?: (paths: InstancePaths) => Readonly<Record<string, string>>;
}

/** A further process of a service, beside the one that the front door knows. */
export type ReplicaName = `${ServiceName}-${number}`;
export type ProcessName = PartName | ServiceName | ReplicaName | 'simulator';

/** Everything that listens. */
export const portNames = [...partNames, 'kafka-controller', ...serviceNames] as const;
