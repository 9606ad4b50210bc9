import { Logger } from '@nestjs/common';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a call to a side took of its own process. */
export interface Used<Result> {
  readonly result: Result;
  readonly cpuSeconds: number;
  /** Highest resident memory since the process began. */
  readonly peakBytes: number;
}

type Calls = Readonly<Record<string, (input: never) => Promise<unknown>>>;
type Answer = { readonly used?: Used<unknown>; readonly fault?: string };

const open = new Set<Side>();

/**
 * One side of a comparison, as a Node process of its own: nobody's heap, garbage or event loop is charged to another.
 * One call at a time.
 */
export class Side {
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    open.add(this);
  }

  /** @param name a file of the folder sides */
  static open(name: string): Side {
    const profiles = process.env['BENCH_PROFILES'];
    return new Side(
      fork(join(import.meta.dirname, 'sides', `${name}.ts`), [], {
        execArgv: [
          '--disable-warning=TimeoutNegativeWarning',
          ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}/${name}`] : []),
        ],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        serialization: 'advanced',
      }),
    );
  }

  /** Calls one thing of a fresh process, and ends it. */
  static async once<Result>(name: string, call: string, input: unknown): Promise<Used<Result>> {
    const side = Side.open(name);
    try {
      return await side.call<Result>(call, input);
    } finally {
      await side.close();
    }
  }

  static async closeAll(): Promise<void> {
    await Promise.all([...open].map((side) => side.close()));
  }

  async call<Result>(call: string, input: unknown): Promise<Used<Result>> {
    this.#child.send({ call, input });
    const ended = once(this.#child, 'exit').then(([code]) => ({ fault: `its process ended with ${String(code)}` }));
    const answered = once(this.#child, 'message').then(([message]) => message as Answer);
    const { used, fault } = await Promise.race<Answer>([answered, ended]);
    if (!used) throw new Error(`${call} failed: ${fault}`);
    return used as Used<Result>;
  }

  async close(): Promise<void> {
    open.delete(this);
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    if (this.#child.connected) this.#child.disconnect();
    await exit;
  }
}

export function cpuSecondsSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The other end: what a file of the folder sides offers. The process ends when its parent lets go of it. */
export function serve(calls: Calls): void {
  // A broker that has only just made a topic is asked again; that is no news here.
  Logger.overrideLogger(['error']);
  process.on('disconnect', () => process.exit());
  process.on('message', (message: { readonly call: string; readonly input: never }) => {
    const before = process.cpuUsage();
    void Promise.resolve()
      .then(() => calls[message.call]!(message.input))
      .then((result): Answer => {
        const cpuSeconds = cpuSecondsSince(before);
        const used = { result, cpuSeconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
        return { used };
      })
      .catch((error: unknown): Answer => ({ fault: error instanceof Error ? String(error.stack) : String(error) }))
      .then((answer) => process.send?.(answer));
  });
}
