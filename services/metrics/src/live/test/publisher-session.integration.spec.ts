import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type FreshDatabase } from '@motcua/testing';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { metricsDatabase } from '../../../test/support/projection.js';
import { PublisherSession } from '../publisher-session.js';

const REPLACED_WITHIN_MS = 10_000;
let database: FreshDatabase;

beforeAll(async () => {
  database = await metricsDatabase();
});
afterAll(() => database.drop());

/** A connection to PostgreSQL that can break without either side noticing. */
class Line {
  private readonly sockets: Socket[] = [];
  /** Bytes that PostgreSQL has answered. */
  answered = 0;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async to(url: string): Promise<Line> {
    const { hostname, port } = new URL(url);
    const lines: Line[] = [];
    const server = createServer((client) => {
      const postgres = connect(Number(port || 5432), hostname);
      client.pipe(postgres).pipe(client);
      postgres.on('data', (chunk) => (lines[0]!.answered += chunk.length));
      for (const socket of [client, postgres]) {
        socket.on('error', () => undefined);
        lines[0]!.sockets.push(socket);
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const through = new URL(url);
    through.hostname = '127.0.0.1';
    through.port = String((server.address() as AddressInfo).port);
    lines.push(new Line(server, through.href));
    return lines[0]!;
  }

  /** Nothing passes any more, in either direction, and neither end is closed. */
  break(): void {
    for (const socket of this.sockets) socket.unpipe().pause();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

type Begin = (session: PublisherSession, line: Line) => Promise<unknown>;

/** What the publisher was at when it fell silent. */
const moments: readonly (readonly [string, Begin])[] = [
  ['between two frames', async () => undefined],
  ['inside a frame', (session) => session.query('begin')],
  [
    'in the midst of a large answer',
    async (session, line) => {
      void session.query(`select repeat('x', 100000000)`).catch(() => undefined);
      await eventually(() => expect(line.answered).toBeGreaterThan(1_000_000));
    },
  ],
];

describe('the publisher of frames', () => {
  it.each(moments)(
    'is open to another process within ten seconds when the line breaks %s',
    async (_, begin) => {
      const line = await Line.to(database.url);
      const silent = (await PublisherSession.elect(line.url))!;
      expect(await PublisherSession.elect(database.url)).toBeUndefined();
      await begin(silent, line);
      line.break();
      const brokenAt = performance.now();
      let next: PublisherSession | undefined;
      await eventually(async () => {
        next ??= await PublisherSession.elect(database.url);
        expect(next).toBeDefined();
      }, REPLACED_WITHIN_MS + 5_000);
      expect(performance.now() - brokenAt).toBeLessThan(REPLACED_WITHIN_MS);
      await next!.end();
      await line.close();
      await silent.end();
    },
    40_000,
  );

  it('goes on numbering by the clock when the row of the last number is gone', async () => {
    const session = (await PublisherSession.elect(database.url))!;
    const numbered = async (): Promise<number> => (await session.numbered(0, async () => undefined)).number;
    const before = await numbered();
    await database.query('delete from ledgers.last_frame');
    const after = [await numbered(), await numbered()];
    expect(after[0]).toBeGreaterThan(before);
    expect(after[1]).toBeGreaterThan(after[0]!);
    await session.end();
  });
});
