import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { setTimeout as delay } from 'node:timers/promises';
import { askRedis } from '../../deploy/local/src/parts/redis-part.ts';
import type { ReplicaName, Stack } from '../../deploy/local/src/stack.ts';
import type { PartName, ServiceName } from '../../deploy/local/src/topology.ts';
import { faultPointsFolder } from './fault-settings.ts';
import type { Fault, FlowService } from './faults.ts';
import type { FaultPoint } from './fault-points.ts';
import { strikeTwin } from './id-sharing.ts';
import { lockRow } from './locked-row.ts';
import { parkDossiers } from './parked-clocks.ts';
import { oversized, type Poison } from './poison.ts';
import { doubleRecords, throwPoison } from './records.ts';
import { ownerOfPort, relaySessionOf } from './relay-holder.ts';
import type { SmallDisk } from './small-disk.ts';

type ProcessName = PartName | ServiceName | ReplicaName;

const REACHED_WITHIN_MS = 20_000;
const TAKEN_OVER_WITHIN_MS = 10_000;

/** What a fault left behind that the checks must know. */
export interface Struck {
  /** The process to be ready again, where one was stopped. */
  readonly victim?: ProcessName;
  /** The dead letters to come: `<consumer> <event id>`. */
  readonly letters?: readonly string[];
  /** A fault that did not come about, in words. */
  readonly missed?: string;
  /** Goes on while the next faults strike. */
  readonly inBackground?: Promise<void>;
  /** What should have come about while the fault lasted and did not, in words. */
  readonly failed?: string;
  /** Dossiers whose clocks must wait for the next year of the calendar. */
  readonly parked?: number;
}

/** What the faults strike. */
export interface Target {
  readonly stack: Stack;
  /** Where the tables lie; null when it is a disk that must not run full. */
  readonly disk: SmallDisk | null;
  /** Tells one fault of its kind from the others. */
  readonly number: number;
}

/** Does to the stack what the fault says; resolves when the fault is over and recovery can begin. */
export async function strike({ stack, disk, number }: Target, fault: Fault): Promise<Struck> {
  switch (fault.kind) {
    case 'kill-service':
    case 'kill-part':
      process.kill(await pidOf(stack, fault.victim), 'SIGKILL');
      return { victim: fault.victim };
    case 'fault-point':
      return await killAtPoint(stack, fault.service, fault.point);
    case 'freeze':
      await freeze(stack, fault.victim, fault.forMs);
      return { victim: fault.victim };
    case 'broker-away':
      await freeze(stack, 'kafka', fault.forMs);
      return { victim: 'kafka' };
    case 'member':
      if (fault.joins) await stack.startReplica(fault.service);
      else await stack.stopReplica(`${fault.service}-2`);
      return {};
    case 'double-records':
      await stubbornly(stack, 'kafka', () => doubleRecords(stack, fault.topic, fault.place, fault.count));
      return {};
    case 'poison':
      return await poisonWith(stack, fault.poison);
    case 'oversized':
      return await poisonWith(stack, oversized);
    case 'id-sharing': {
      const letters = await stubbornly(stack, 'kafka', () => strikeTwin(stack));
      return letters === null ? { missed: 'no event was on its way to share an id with' } : { letters };
    }
    case 'lock-row': {
      const { table, place, forMs } = fault;
      const locked = await stubbornly(stack, 'postgres', () => lockRow(stack, table, place, forMs));
      return locked ? {} : { missed: `${table} has no row yet` };
    }
    case 'frozen-relay':
      return await freezeRelay(stack, fault.forMs);
    case 'disk-full':
      if (!disk) return { missed: 'the tables have no disk of their own that may run full' };
      disk.fill();
      await delay(fault.forMs);
      disk.empty();
      return {};
    case 'parked':
      await parkDossiers(stack, number, fault.dossiers);
      return { parked: fault.dossiers };
    case 'flush-redis':
      await stubbornly(stack, 'redis', () => askRedis(stack.ports.redis, stack.secrets.redisPassword, 'FLUSHALL'));
      return {};
    case 'open-transaction': {
      const release = await stubbornly(stack, 'postgres', () => openTransaction(stack, fault.service));
      return { inBackground: delay(fault.forMs).then(release) };
    }
  }
}

async function pidOf(stack: Stack, name: ProcessName): Promise<number> {
  for (;;) {
    await stack.whenReady(name);
    const pid = stack.pidOf(name);
    if (pid !== null) return pid;
    await delay(50); // It has died since, of an earlier fault.
  }
}

/** Orders every process of the service to die at the point; the first that comes there does, the others are let off. */
async function killAtPoint(stack: Stack, service: FlowService, point: FaultPoint): Promise<Struck> {
  const names: readonly (ServiceName | ReplicaName)[] = [service, `${service}-2`];
  const present = names.filter((name) => stack.supervisor.has(name));
  const ordered = await Promise.all(present.map(async (name) => ({ name, pid: await pidOf(stack, name) })));
  const folder = faultPointsFolder(stack.paths);
  mkdirSync(folder, { recursive: true });
  for (const { pid } of ordered) writeFileSync(join(folder, String(pid)), JSON.stringify(point));
  for (const { name, pid } of ordered) if (stack.pidOf(name) === pid) process.kill(pid, 'SIGUSR2');
  const end = Date.now() + REACHED_WITHIN_MS;
  const isDead = ({ name, pid }: (typeof ordered)[number]): boolean => stack.pidOf(name) !== pid;
  while (!ordered.some(isDead) && Date.now() < end) await delay(20);
  for (const { pid } of ordered) rmSync(join(folder, String(pid)));
  for (const each of ordered) if (!isDead(each)) process.kill(each.pid, 'SIGUSR2');
  const victim = ordered.find(isDead)?.name;
  return victim ? { victim } : { missed: `${service} did not come to ${point.step}` };
}

/** The process sleeps, its connections stay open, and it wakes without knowing that it was asleep. */
async function freeze(stack: Stack, name: ProcessName, forMs: number): Promise<void> {
  const pid = await pidOf(stack, name);
  process.kill(pid, 'SIGSTOP');
  try {
    await delay(forMs);
  } finally {
    if (stack.pidOf(name) === pid) process.kill(pid, 'SIGCONT');
  }
}

async function poisonWith(stack: Stack, poison: Poison): Promise<Struck> {
  const id = await stubbornly(stack, 'kafka', () => throwPoison(stack, poison));
  return { letters: poison.deadLetteredBy.map((consumer) => `${consumer} ${id}`) };
}

/** Freezes the process that sends what intake has committed. Another one, where there is one, must take over meanwhile. */
async function freezeRelay(stack: Stack, forMs: number): Promise<Struck> {
  const names = (['intake', 'intake-2'] as const).filter((name) => stack.supervisor.has(name));
  for (const name of names) await pidOf(stack, name);
  const held = await stubbornly(stack, 'postgres', () => relaySessionOf(stack, 'intake'));
  const pids = names.flatMap((name) => stack.pidOf(name) ?? []);
  const frozen = held && ownerOfPort(pids, held.port);
  const victim = names.find((name) => stack.pidOf(name) === frozen);
  if (!held || !victim) return { missed: 'no process of intake held its relay' };
  let takenOver = false;
  const watching = until(TAKEN_OVER_WITHIN_MS, async () => {
    const now = await relaySessionOf(stack, 'intake').catch(() => null);
    takenOver ||= now !== null && now.backend !== held.backend;
    return takenOver;
  });
  await freeze(stack, victim, forMs);
  await watching;
  const late = names.length > 1 && !takenOver;
  return {
    victim,
    ...(late && { failed: `nobody took the relay of intake over within ${TAKEN_OVER_WITHIN_MS / 1_000} s` }),
  };
}

async function until(withinMs: number, isSo: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + withinMs;
  while (Date.now() < end && !(await isSo())) await delay(100);
}

/** A row that is written and never committed. A server that is killed meanwhile rolls it back, too. */
async function openTransaction(stack: Stack, service: FlowService): Promise<() => Promise<void>> {
  const session = new pg.Client({ connectionString: stack.databaseUrlOf(service, 'owner') });
  session.on('error', () => undefined);
  await session.connect();
  await session.query('begin');
  await session.query(
    `insert into outbox (topic, key, headers, value) values ('dossier.events', 'never', '{}', 'committed')`,
  );
  return async () => {
    await session.query('rollback').catch(() => undefined);
    await session.end().catch(() => undefined);
  };
}

/** An earlier fault may still be under way: tries again until its part answers. */
async function stubbornly<T>(stack: Stack, part: PartName, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    await stack.whenReady(part);
    try {
      return await work();
    } catch (fault) {
      if (attempt === 30) throw fault;
      await delay(500);
    }
  }
}
