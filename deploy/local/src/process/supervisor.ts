import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ClearFault } from '../clear-fault.ts';
import type { InstancePaths } from '../paths.ts';
import { Guardian, type GuardedProcess } from './guardian.ts';
import { signalGroup } from './process-identity.ts';
import { beginLog, tailOf } from './log-file.ts';
import { SupervisedProcess, type SupervisedDeclaration } from './supervised-process.ts';

export type OneTimeProcess = Omit<GuardedProcess, 'logFile'>;

/** Starts processes, keeps them alive and stops them in the reverse order of their start. */
export class Supervisor {
  readonly #guardian: Guardian;
  readonly #logs: string;
  readonly #processes = new Map<string, SupervisedProcess>();
  readonly #oneTime = new Set<number>();
  readonly #failure = Promise.withResolvers<never>();
  #stopping = false;

  constructor(paths: Pick<InstancePaths, 'logs' | 'processesFile'>) {
    mkdirSync(paths.logs, { recursive: true });
    this.#logs = paths.logs;
    this.#guardian = new Guardian(paths.processesFile);
    this.#failure.promise.catch(() => undefined); // Callers of `failure` get it.
  }

  /** Rejects with the line to show when a process cannot be kept running; never resolves. */
  get failure(): Promise<never> {
    return this.#failure.promise;
  }

  logFileOf(name: string): string {
    return join(this.#logs, `${name}.log`);
  }

  /** Starts a process and resolves when it is ready. */
  async start(declaration: Omit<SupervisedDeclaration, 'logFile'>): Promise<void> {
    if (this.#stopping) throw new ClearFault('stopping');
    const supervised = new SupervisedProcess(
      { ...declaration, logFile: this.logFileOf(declaration.name) },
      this.#guardian,
      {
        waitForNeeds: () => this.whenReady(...this.#present(declaration.needs)),
        describe: () => this.#describe([...(declaration.needs ?? []), ...(declaration.uses ?? [])]),
      },
      (fault) => this.#failure.reject(fault),
    );
    this.#processes.set(declaration.name, supervised);
    supervised.start();
    await Promise.race([supervised.whenReady(), this.failure]);
  }

  /** Runs a process to its end; another exit code than 0 is an error that shows the end of its log. */
  async run(process: OneTimeProcess): Promise<void> {
    const logFile = this.logFileOf(process.name);
    beginLog(logFile);
    const exit = await this.#runToEnd({ ...process, logFile });
    if (exit === 0) return;
    throw new ClearFault(`${process.name} failed (${exit}): see ${logFile}\n${tailOf(logFile)}`);
  }

  /** Runs a process to its end with its output on ours; resolves with its exit code. */
  async show(process: OneTimeProcess): Promise<number> {
    const exit = await this.#runToEnd(process);
    return typeof exit === 'number' ? exit : 1;
  }

  async whenReady(...names: readonly string[]): Promise<void> {
    await Promise.all(names.map((name) => this.#get(name).whenReady()));
  }

  /** The pid of the process now; null while it is being restarted. */
  pidOf(name: string): number | null {
    return this.#get(name).pid;
  }

  restartsOf(name: string): number {
    return this.#get(name).restarts;
  }

  get names(): readonly string[] {
    return [...this.#processes.keys()];
  }

  has(name: string): boolean {
    return this.#processes.has(name);
  }

  /** Stops one process for good; its name is free again. */
  async end(name: string): Promise<void> {
    await this.#get(name).stop();
    this.#processes.delete(name);
  }

  /** Stops everything: what needs or uses others first, side by side where nothing depends on each other. */
  async stop(onStopping: (names: readonly string[]) => void = () => undefined): Promise<void> {
    this.#stopping = true;
    for (const pid of this.#oneTime) signalGroup(pid, 'SIGTERM');
    let remaining = [...this.#processes.values()];
    while (remaining.length > 0) {
      const needed = new Set(remaining.flatMap(({ declaration: { needs = [], uses = [] } }) => [...needs, ...uses]));
      const wave = remaining.filter(({ declaration }) => !needed.has(declaration.name));
      onStopping(wave.map(({ declaration }) => declaration.name));
      await Promise.all(wave.map((supervised) => supervised.stop()));
      remaining = remaining.filter((supervised) => !wave.includes(supervised));
    }
    await this.#guardian.close();
  }

  async #runToEnd(process: GuardedProcess): Promise<number | NodeJS.Signals> {
    if (this.#stopping) throw new ClearFault('stopping');
    const child = this.#guardian.spawn(process);
    if (child.pid === undefined) throw new ClearFault(`${process.name}: ${process.command} could not be started`);
    this.#oneTime.add(child.pid);
    const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
    this.#oneTime.delete(child.pid);
    if (this.#stopping) throw new ClearFault('stopping');
    return signal ?? code ?? 1;
  }

  /** Those of this stack; others run elsewhere. */
  #present(names: readonly string[] = []): readonly string[] {
    return names.filter((name) => this.has(name));
  }

  #describe(names: readonly string[]): string {
    return [...new Set(this.#present(names))]
      .map((name) => `${name} (${this.#get(name).isReady ? 'ready' : `not ready, log ${this.logFileOf(name)}`})`)
      .join(', ');
  }

  #get(name: string): SupervisedProcess {
    const supervised = this.#processes.get(name);
    if (!supervised) throw new ClearFault(`${name} is not a process of this stack; there are ${this.names.join(', ')}`);
    return supervised;
  }
}
