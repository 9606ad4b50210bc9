import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { ChildProcess } from 'node:child_process';
import { ClearFault, messageOf } from '../clear-fault.ts';
import type { GuardedProcess, Guardian } from './guardian.ts';
import { beginLog, shortenLog, tailOf } from './log-file.ts';
import { signalGroup } from './process-identity.ts';

export interface SupervisedDeclaration extends GuardedProcess {
  readonly logFile: string;
  /** Whether the process does its job: called after every start until it no longer throws. */
  readonly probe: () => Promise<void>;
  /** Processes that must be ready before this one is started or restarted. @default [] */
  readonly needs?: readonly string[];
  /** Further processes that it uses: they stop after it, but it does not wait for them. @default [] */
  readonly uses?: readonly string[];
  /** From the first start to the first readiness. @default 180 s */
  readonly readyWithinMs?: number;
  /** From the stop signal to SIGKILL. @default 10_000 */
  readonly stopGraceMs?: number;
}

const READY_WITHIN_MS = 180_000;
const PROBE_EVERY_MS = 150;
const LOOK_AT_LOG_EVERY_MS = 10_000;
const DEATHS_TOO_MANY = 5;
const DEATHS_WINDOW_MS = 30_000;

/** The processes that a process needs or uses. */
export interface Others {
  /** Resolves when all that it needs is ready. */
  waitForNeeds(): Promise<void>;
  /** In words, how each of them is; empty when there are none. */
  describe(): string;
}

/** A process that is restarted when it ends; five ends within 30 s are a failure. */
export class SupervisedProcess {
  readonly declaration: SupervisedDeclaration;
  readonly #guardian: Guardian;
  readonly #others: Others;
  readonly #onFailure: (fault: ClearFault) => void;
  #child: ChildProcess | null = null;
  #ready = Promise.withResolvers<void>();
  #isReady = false;
  #everReady = false;
  #stopping = false;
  readonly #stopRequest = Promise.withResolvers<void>();
  #deaths: number[] = [];
  #life: Promise<void> = Promise.resolve();

  constructor(
    declaration: SupervisedDeclaration,
    guardian: Guardian,
    others: Others,
    onFailure: (fault: ClearFault) => void,
  ) {
    this.declaration = declaration;
    this.#guardian = guardian;
    this.#others = others;
    this.#onFailure = onFailure;
    this.#ready.promise.catch(() => undefined); // Callers of `whenReady` get it; there may be none.
  }

  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** How often it was started again. */
  restarts = 0;

  start(): void {
    const { logFile } = this.declaration;
    beginLog(logFile);
    const looking = setInterval(() => shortenLog(logFile), LOOK_AT_LOG_EVERY_MS).unref();
    this.#life = this.#live()
      .catch((fault: unknown) => this.#giveUp(messageOf(fault)))
      .finally(() => clearInterval(looking));
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Resolves when the process answers; after a crash, when its successor does. */
  whenReady(): Promise<void> {
    return this.#ready.promise;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopRequest.resolve();
    this.#ready.reject(new ClearFault(`${this.declaration.name} is stopping`));
    const { stopSignal = 'SIGTERM', stopGraceMs = 10_000 } = this.declaration;
    const pid = this.#child?.pid;
    if (pid !== undefined) {
      signalGroup(pid, stopSignal);
      const inTime = await Promise.race([this.#life.then(() => true), delay(stopGraceMs, false, { ref: false })]);
      if (!inTime) signalGroup(pid, 'SIGKILL');
    }
    await this.#life;
  }

  async #live(): Promise<void> {
    while (!this.#stopping) {
      // They reject only when everything stops or has failed.
      await Promise.race([this.#others.waitForNeeds().catch(() => undefined), this.#stopRequest.promise]);
      if (this.#stopping) return;
      const child = this.#guardian.spawn(this.declaration);
      if (child.pid === undefined) throw new Error('it could not be started');
      this.#child = child;
      const exit = once(child, 'exit');
      void this.#probeUntilReady(child);
      const [code, signal] = (await exit) as [number | null, NodeJS.Signals | null];
      this.#child = null;
      if (this.#stopping) return;
      this.#noteDeath(signal ?? `exit code ${code}`);
      const backoff = delay(Math.min(200 * 2 ** (this.#deaths.length - 1), 5_000));
      await Promise.race([backoff, this.#stopRequest.promise]);
    }
  }

  async #probeUntilReady(child: ChildProcess): Promise<void> {
    const { probe, readyWithinMs = READY_WITHIN_MS } = this.declaration;
    const deadline = Date.now() + readyWithinMs;
    let reason: string;
    while (this.#child === child && !this.#stopping) {
      try {
        await probe();
        if (this.#child !== child) return;
        this.#isReady = true;
        this.#everReady = true;
        this.#ready.resolve();
        return;
      } catch (fault) {
        reason = messageOf(fault);
      }
      if (!this.#everReady && Date.now() > deadline) {
        this.#onFailure(new ClearFault(this.#notReady(reason)));
        return;
      }
      await delay(PROBE_EVERY_MS);
    }
  }

  /** Which process, what it lacks, the state of those that it depends on, what to do, and its last lines. */
  #notReady(reason: string): string {
    const { name, readyWithinMs = READY_WITHIN_MS, logFile } = this.declaration;
    const others = this.#others.describe();
    return [
      `${name} was not ready within ${readyWithinMs / 1_000} s: ${reason}`,
      ...(this.restarts === 0 ? [] : [`It ended ${this.restarts} times meanwhile and was started again.`]),
      ...(others === '' ? [] : [`It depends on ${others}.`]),
      `Correct what is missing, or what its log ${logFile} reports, then start again; the machine may only be busy now.`,
      `The last lines of that log:\n${tailOf(logFile)}`,
    ].join('\n');
  }

  #noteDeath(cause: string): void {
    const now = Date.now();
    this.restarts += 1;
    this.#deaths = [...this.#deaths.filter((at) => at > now - DEATHS_WINDOW_MS), now];
    if (this.#isReady) {
      this.#ready = Promise.withResolvers<void>();
      this.#ready.promise.catch(() => undefined);
      this.#isReady = false;
    }
    if (this.#deaths.length >= DEATHS_TOO_MANY) {
      throw new Error(`it ended ${DEATHS_TOO_MANY} times within ${DEATHS_WINDOW_MS / 1000} s, last by ${cause}`);
    }
  }

  #giveUp(reason: string): void {
    this.#child = null;
    const fault = new ClearFault(
      `${this.declaration.name}: ${reason}: see ${this.declaration.logFile}\n${tailOf(this.declaration.logFile)}`,
    );
    this.#ready.reject(fault);
    this.#onFailure(fault);
  }
}
