import { ClearFault, messageOf } from '../clear-fault.ts';
import { needsMaven, type ToolName } from '../system-tools.ts';
import type { PartName } from '../topology.ts';
import { kafkaPart, probeBroker } from './kafka-part.ts';
import type { Part } from './part.ts';
import { postgresPart, probeServer } from './postgres-part.ts';
import { redisPart } from './redis-part.ts';

export const parts: Readonly<Record<PartName, Part>> = { kafka: kafkaPart, postgres: postgresPart, redis: redisPart };
export const partNames = Object.keys(parts) as readonly PartName[];

/** The settings for people's own servers. A server that only happens to run is never used. */
export const partSettings = { kafka: 'KAFKA_BROKERS', postgres: 'DATABASE_URL', redis: 'REDIS_URL' } as const;

export type ExternalParts = Readonly<Partial<Record<PartName, string>>>;

export function externalParts(environment: NodeJS.ProcessEnv): ExternalParts {
  const given = partNames.map((name) => [name, environment[partSettings[name]]] as const);
  return Object.fromEntries(given.filter(([, address]) => address));
}

export function toolsOf(names: readonly PartName[]): readonly ToolName[] {
  const kafka: readonly ToolName[] = needsMaven() ? ['java', 'mvn'] : ['java'];
  const tools = { kafka, postgres: [], redis: ['redis-server'] } as const;
  return names.flatMap((name): readonly ToolName[] => tools[name]);
}

/** Somebody's own server in words: where it is, and which setting says so. */
export function externalPart(name: PartName, address: string): string {
  return `${name} at ${placeOf(name, address)} (${partSettings[name]})`;
}

/** The address without its password. */
function placeOf(name: PartName, address: string): string {
  return name === 'kafka' ? address : new URL(address).host;
}

/** Checks that somebody's server answers. Redis is not checked, because motcua runs without it. */
export async function checkExternalPart(name: PartName, address: string): Promise<void> {
  try {
    if (name === 'kafka') await probeBroker(address.split(','));
    if (name === 'postgres') await probeServer(address);
  } catch (cause) {
    const what = `${name} at ${placeOf(name, address)} does not answer (${messageOf(cause)})`;
    throw new ClearFault(`${what}: check ${partSettings[name]}, or unset it`, { cause });
  }
}
