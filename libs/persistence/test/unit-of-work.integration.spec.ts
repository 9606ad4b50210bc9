import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { eventually, freshDatabase, type FreshDatabase } from '@motcua/testing';
import { BackgroundUnitOfWork, databaseFaultOf, PersistenceModule, UnitOfWork, type Tx } from '../src/index.js';
import { halfOpenWay, type HalfOpenWay } from './support/half-open.js';

const POOL = 2;
let database: FreshDatabase;
let way: HalfOpenWay;
let app: INestApplicationContext;
let requests: UnitOfWork;
let background: BackgroundUnitOfWork;

beforeAll(async () => {
  database = await freshDatabase({ migrations: [], grants: [] });
  await database.query('create table held (id integer primary key)');
  await database.query('insert into held values (1)');
  await database.query('grant select, insert, update on held to public');
}, 30_000);
afterAll(async () => database.drop());
beforeEach(async () => {
  way = await halfOpenWay(database.url);
  const module = PersistenceModule.with({ url: way.url, poolSize: POOL });
  app = await NestFactory.createApplicationContext(module, { logger: false });
  requests = app.get(UnitOfWork);
  background = app.get(BackgroundUnitOfWork);
}, 30_000);
afterEach(async () => {
  way.close();
  await app.close();
}, 30_000);

const one = (tx: Tx): Promise<unknown> => tx.query('select 1 as one');
const backendOf = async (tx: Tx): Promise<number> =>
  ((await tx.query('select pg_backend_pid() as pid')) as { pid: number }[])[0]!.pid;

describe('transactions of requests', () => {
  it('find a connection while consumers and schedules take all of theirs', async () => {
    const release = Promise.withResolvers<void>();
    let begun = 0;
    const busy = Array.from({ length: 20 * POOL }, () =>
      background.run(async (tx) => {
        await one(tx);
        begun += 1;
        await release.promise;
      }),
    );
    await eventually(() => expect(begun).toBeGreaterThanOrEqual(POOL));
    const askedAt = performance.now();
    await requests.run(one);
    expect(performance.now() - askedAt).toBeLessThan(1_000);
    release.resolve();
    await Promise.all(busy);
  }, 30_000);
});

describe('a transaction', () => {
  it('whose server process is killed says that the database is unreachable, and the next one works', async () => {
    const fault = await requests
      .run(async (tx) => {
        await database.query('select pg_terminate_backend($1)', [await backendOf(tx)]);
        await eventually(async () => {
          const alive = await database.query('select from pg_stat_activity where query = $1', [
            'select pg_backend_pid() as pid',
          ]);
          expect(alive).toEqual([]);
        });
        await one(tx);
      })
      .catch((error: unknown) => error);
    expect(databaseFaultOf(fault)).toBe('unreachable');
    expect(await requests.run(one)).toEqual([{ one: 1 }]);
  }, 30_000);

  it('whose process stands still lets go of its locks within ten seconds', async () => {
    const asleep = requests
      .run(async (tx) => {
        await tx.query('select from held for update');
        await eventually(async () => expect(await requests.run(takeRow)).toBe(true), 10_000);
        await one(tx);
      })
      .catch((error: unknown) => error);
    expect(databaseFaultOf(await asleep)).toBe('unreachable');
  }, 30_000);

  it('waits for a lock two seconds in the background, and says that somebody else has it', async () => {
    const holding = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holder = requests.run(async (tx) => {
      await tx.query('select from held for update');
      held.resolve();
      await holding.promise;
    });
    await held.promise;
    const askedAt = performance.now();
    const fault = await background
      .run((tx) => tx.query('select from held for update'))
      .catch((error: unknown) => error);
    expect(databaseFaultOf(fault)).toBe('contended');
    expect(performance.now() - askedAt).toBeLessThan(4_000);
    holding.resolve();
    await holder;
  }, 30_000);

  it('whose connection is half open ends within ten seconds, and its connection is not used again', async () => {
    const askedAt = performance.now();
    const fault = await background
      .run(async (tx) => {
        await one(tx);
        way.fallSilent();
        await one(tx);
      })
      .catch((error: unknown) => error);
    expect(databaseFaultOf(fault)).toBe('unreachable');
    expect(performance.now() - askedAt).toBeLessThan(10_000);
    expect(await background.run(one)).toEqual([{ one: 1 }]);
  }, 40_000);

  it('that failed leaves nothing, and follow-ups are called after a commit only', async () => {
    const called: string[] = [];
    await requests.run(async (tx) => background.afterCommit(tx, () => called.push('committed')));
    const failed = requests.run(async (tx) => {
      requests.afterCommit(tx, () => called.push('rolled back'));
      await tx.query('insert into held values (2)');
      throw new Error('as the work says it');
    });
    await expect(failed).rejects.toThrow('as the work says it');
    expect(called).toEqual(['committed']);
    expect(await database.query('select id from held')).toEqual([{ id: 1 }]);
  });
});

async function takeRow(tx: Tx): Promise<boolean> {
  const rows: unknown[] = await tx.query('select from held for update skip locked');
  return rows.length > 0;
}
