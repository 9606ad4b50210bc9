import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { messageOf } from '../clear-fault.ts';
import { closeLog, openLog } from './log-file.ts';
import { identify, type ProcessIdentity } from './process-identity.ts';

export interface GuardedProcess {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the process. */
  readonly env: NodeJS.ProcessEnv;
  /** @default '/', which every account can enter */
  readonly cwd?: string;
  /** Another account to run as; only root may. */
  readonly account?: Account;
  /** @default 'SIGTERM' */
  readonly stopSignal?: NodeJS.Signals;
  /** Where its output goes. @default our own output, for all to see */
  readonly logFile?: string;
}

export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Starts processes that cannot outlive this one. Each runs in its own process group and registers with one small shell before it
 * runs the real command; that shell ends them all when our end of its pipe closes. The next start finds the rest in
 * `processesFile`.
 */
export class Guardian {
  readonly #processesFile: string;
  readonly #children = new Map<ChildProcess, ProcessIdentity & { readonly name: string; readonly signal: string }>();
  #shell: ChildProcess | null = null;
  #closing = false;

  constructor(processesFile: string) {
    this.#processesFile = processesFile;
    mkdirSync(dirname(processesFile), { recursive: true });
  }

  spawn(guarded: GuardedProcess): ChildProcess {
    const signal = (guarded.stopSignal ?? 'SIGTERM').slice(3);
    const log = guarded.logFile === undefined ? null : openLog(guarded.logFile);
    const output = guarded.logFile === undefined ? 'inherit' : (log ?? 'ignore');
    const register = `echo "+$$:${signal}" >&3; exec 3>&-; exec "$@"`;
    const child = spawn('/bin/sh', ['-c', register, guarded.name, guarded.command, ...guarded.args], {
      detached: true,
      cwd: guarded.cwd ?? '/',
      env: guarded.env,
      stdio: ['ignore', output, output, this.#pipe()],
      ...guarded.account,
    });
    closeLog(log);
    child.on('error', () => undefined); // 'exit' or a missing pid reports it; without a listener it would throw.
    if (child.pid === undefined) return child;
    this.#children.set(child, { ...identify(child.pid), name: guarded.name, signal });
    this.#record();
    child.once('exit', () => {
      this.#children.delete(child);
      this.#record();
      this.#send(`-${child.pid}`);
    });
    return child;
  }

  /** Ends the shell; call it when every child has ended. */
  async close(): Promise<void> {
    this.#closing = true;
    if (!this.#shell || this.#shell.exitCode !== null) return;
    const gone = once(this.#shell, 'exit');
    this.#shell.stdin?.end();
    await gone;
  }

  #pipe(): Writable {
    if (this.#shell?.stdin && this.#shell.exitCode === null && this.#shell.signalCode === null)
      return this.#shell.stdin;
    const script = join(import.meta.dirname, 'guardian.sh');
    const shell = spawn('/bin/sh', [script], { detached: true, cwd: '/', stdio: ['pipe', 'ignore', 'ignore'] });
    this.#shell = shell;
    // The pipe breaks only when the shell was killed from outside; then 'exit' starts another one.
    shell.stdin.on('error', () => undefined);
    shell.once('exit', () => this.#replaceShell());
    for (const child of this.#children.values()) this.#send(`+${child.pid}:${child.signal}`);
    return shell.stdin;
  }

  #replaceShell(): void {
    this.#shell = null;
    if (!this.#closing) this.#pipe();
  }

  #send(line: string): void {
    this.#shell?.stdin?.write(`${line}\n`);
  }

  /** For the next start. A full disk must not end this process, because the shell also knows them all. */
  #record(): void {
    try {
      writeFileSync(this.#processesFile, JSON.stringify([...this.#children.values()], null, 2));
    } catch (fault) {
      process.stderr.write(`motcua: ${this.#processesFile} could not be written: ${messageOf(fault)}\n`);
    }
  }
}
