import { afterEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { faultsFound, percentile, reportText, type ChaosReport } from '../chaos/chaos-report.ts';
import { planFaults } from '../chaos/fault-plan.ts';
import { describeFault, faultKinds, lockedTables } from '../chaos/faults.ts';
import { faultPoints, SessionSteps } from '../chaos/fault-points.ts';
import { LiveWatchers, type Watched } from '../chaos/live-watchers.ts';
import { oversized, poisons, twinOf } from '../chaos/poison.ts';
import { ownerOfPort } from '../chaos/relay-holder.ts';

describe('the plan of a chaos run', () => {
  it('is the same for the same seed, and has every kind in its share', () => {
    const plan = planFaults({ kills: 200, seed: 7 });
    expect(planFaults({ kills: 200, seed: 7 })).toEqual(plan);
    expect(planFaults({ kills: 200, seed: 8 })).not.toEqual(plan);
    const counts = Map.groupBy(plan.faults, ({ kind }) => kind);
    expect(plan.faults).toHaveLength(200);
    expect(counts.get('broker-away')).toHaveLength(4);
    expect(counts.get('open-transaction')!.length).toBeGreaterThan(3);
    expect(counts.size).toBe(faultKinds.length);
  });

  it.each([1, 7, 21, 1_000])('has every kind among 60 faults (seed %i)', (seed) => {
    const plan = planFaults({ kills: 60, seed });
    expect(plan.faults).toHaveLength(60);
    expect(new Set(plan.faults.map(({ kind }) => kind))).toEqual(new Set(faultKinds));
  });

  it('locks rows of each table that handlers lock, for 5 to 40 seconds', () => {
    const { faults } = planFaults({ kills: 500, seed: 7 });
    const locks = faults.flatMap((fault) => (fault.kind === 'lock-row' ? [fault] : []));
    expect(new Set(locks.map(({ table }) => table))).toEqual(new Set(lockedTables));
    for (const { forMs } of locks) expect(forMs >= 5_000 && forMs <= 40_000).toBe(true);
  });

  it('says each fault in a line of its own', () => {
    const { faults } = planFaults({ kills: 60, seed: 21 });
    const lines = new Map(faults.map((fault) => [fault.kind, describeFault(fault)]));
    expect(new Set(lines.values()).size).toBe(faultKinds.length);
  });

  it('comes to every point between two steps of fold, relay and inbox', () => {
    const { faults } = planFaults({ kills: 3_000, seed: 7 });
    const struck = faults.flatMap((fault) =>
      fault.kind === 'fault-point' ? [`${fault.point.moment} ${fault.point.step}`] : [],
    );
    const all = Object.values(faultPoints)
      .flat()
      .flatMap((step) => [`before ${step}`, `after ${step}`]);
    expect(new Set(struck)).toEqual(new Set(all));
  });
});

describe('the steps of a session', () => {
  const stepsOf = (...statements: string[]) => {
    const session = new SessionSteps();
    return statements.map((statement) => session.stepsOf(statement));
  };

  it('are those of a fold', () => {
    const fold = stepsOf(
      'START TRANSACTION',
      'select partition from projection.progress where partition = $1 for update',
      'select dossier_id\n  from projection.fact\n  where partition = $1 and dossier_id = any($2)',
      'insert into projection.fact (partition) select $1',
      'insert into projection.counter_agency_day as counter (partition) select $1',
      'update projection.progress set folds = folds + 1',
      'COMMIT',
    );
    expect(fold.slice(1).flat()).toEqual([
      'fold: lock progress',
      'fold: load facts',
      'fold: save facts',
      'fold: add agency days',
      'fold: advance progress',
      'fold: commit',
    ]);
  });

  it('are those of an inbox, its effect among them, and nothing of another transaction', () => {
    const claim = 'insert into inbox (consumer, event_id) select $1';
    expect(
      stepsOf('START TRANSACTION', claim, 'update deadline set state = $1', 'insert into outbox (topic)', 'COMMIT').at(
        -3,
      ),
    ).toEqual(['inbox: effect']);
    expect(stepsOf('START TRANSACTION', claim, 'insert into outbox (topic)', 'COMMIT').slice(1).flat()).toEqual([
      'inbox: claim',
      'inbox: append to outbox',
      'inbox: commit',
    ]);
    expect(stepsOf('START TRANSACTION', 'insert into outbox (topic)', 'COMMIT').slice(1).flat()).toEqual([]);
    expect(stepsOf('START TRANSACTION', claim, 'ROLLBACK', 'COMMIT').slice(2).flat()).toEqual([]);
  });
});

describe('the watchers of live figures', () => {
  let server: Server;
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  /** Serves each connection one list of frames; the stream ends after all but the last. */
  async function watch(...connections: readonly (readonly [number: number, second: number][])[]): Promise<Watched> {
    let served = 0;
    server = createServer((_, response) => {
      const frames = connections[served] ?? [];
      served += 1;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const [number, second] of frames) {
        const at = new Date(second * 1_000).toISOString();
        response.write(`id: ${number}\ndata: ${JSON.stringify({ number, at })}\n\n`);
      }
      if (served < connections.length) response.end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const watchers = new LiveWatchers(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, 1);
    while (served < connections.length) await delay(20);
    await delay(100);
    return watchers.stop();
  }

  it('find nothing where numbers rise, and ignore what a new connection repeats', async () => {
    const watched = await watch(
      [
        [1, 1],
        [2, 2],
      ],
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    );
    expect(watched).toMatchObject({ connections: 2, frames: 5, ignored: 2, older: [] });
  });

  it('see an older number after a newer one', async () => {
    const { older } = await watch([
      [5, 5],
      [6, 6],
      [4, 7],
    ]);
    expect(older).toEqual([expect.stringContaining('frame 4')]);
  });

  it('see a newer number with an older moment, also after a new connection', async () => {
    const { older } = await watch([[5, 5]], [[6, 4]]);
    expect(older).toEqual([expect.stringContaining('frame 6')]);
  });
});

describe('the records that nobody can read', () => {
  it('are as long as the broker takes, or bear the type of a good one, and are no JSON', () => {
    for (const poison of [...poisons, oversized, twinOf('vn.motcua.dossier.completed.v1')]) {
      if (poison.type.includes('vanished')) continue;
      expect(() => JSON.parse(poison.value)).toThrow(SyntaxError);
    }
    expect(oversized.value.length).toBeGreaterThan(1_000_000);
    expect(oversized.value.length).toBeLessThan(2 ** 20 - 1_024);
  });
});

describe('the owner of a connection', () => {
  it('is found among processes by its local port, and is nobody when none of them has it', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    await once(socket, 'connect');
    try {
      expect(ownerOfPort([process.ppid, process.pid], socket.localPort!)).toBe(process.pid);
      expect(ownerOfPort([process.ppid], socket.localPort!)).toBeNull();
    } finally {
      socket.destroy();
      server.close();
    }
  });
});

describe('the report of a chaos run', () => {
  const held: ChaosReport = {
    seed: 21,
    faults: {},
    faultPoints: [],
    missed: [],
    seconds: 1,
    rounds: 1,
    roundFaults: [],
    accepted: 1,
    commands: {},
    lost: [],
    doubled: [],
    drift: [],
    operated: { imported: 200, dayOffRevision: 2, foreseen: 3 },
    operationsFault: null,
    auditFault: null,
    workLists: { lengths: { open: 0, overdue: 0, dueSoon: 0, suspended: 0 }, faults: [] },
    deadLetters: { expected: 0, missing: [], unexpected: [] },
    parked: { expected: 3, faults: [] },
    failed: [],
    live: { clients: 0, connections: 0, frames: 0, ignored: 0, older: [] },
    freshAfterMs: [],
    neverFresh: [],
  };

  it('names clocks that were not taken up, and a relay that nobody took over', () => {
    expect(faultsFound(held)).toEqual([]);
    const parked = { expected: 3, faults: ['the clock of d-1 was not taken up'] };
    const failed = ['7/60 nobody took the relay of intake over within 10 s'];
    expect(faultsFound({ ...held, parked, failed })).toEqual([
      'parked: the clock of d-1 was not taken up',
      'meanwhile: 7/60 nobody took the relay of intake over within 10 s',
    ]);
  });

  it('does not take a fault that did not come about for one that was held', () => {
    expect(reportText({ ...held, missed: ['fee_order has no row yet'] })).toMatch(
      /^missed +fee_order has no row yet$/m,
    );
  });
});

describe('percentiles', () => {
  it('are values that were measured', () => {
    expect([percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.99), percentile([], 0.5)]).toEqual([2, 3, null]);
  });
});
