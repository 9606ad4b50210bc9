import { nodeProgram, baseEnvironment } from '../../deploy/local/src/service-environment.ts';
import type { Stack } from '../../deploy/local/src/stack.ts';

export interface SimulationOptions {
  readonly stack: Stack;
  readonly journal: string;
  readonly seed: number;
  /** In one round. */
  readonly dossiers: number;
  /** Dossiers started in a second. */
  readonly rate: number;
}

/** Lets the simulator play one round after the other, each with a plan of its own, until it is told that it is enough. */
export class Simulation {
  readonly #options: SimulationOptions;
  readonly #running: Promise<void>;
  #enough = false;
  #rounds = 0;
  readonly #faults: string[] = [];

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#running = this.#play();
  }

  /** Lets the round under way end. @returns the rounds, and what was wrong with those whose figures were not their plan's */
  async finish(): Promise<{ readonly rounds: number; readonly roundFaults: readonly string[] }> {
    this.#enough = true;
    await this.#running;
    return { rounds: this.#rounds, roundFaults: this.#faults };
  }

  async #play(): Promise<void> {
    do {
      this.#rounds += 1;
      await this.#playRound(this.#rounds).catch((fault: unknown) => this.#faults.push(String(fault)));
    } while (!this.#enough);
  }

  async #playRound(round: number): Promise<void> {
    const { stack, journal, seed, dossiers, rate } = this.#options;
    const options = { dossiers, rate, seed: (seed + round) % 2 ** 32, run: `chaos-${round}`, journal };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await stack.supervisor.run({
      name: `simulator-${round}`,
      ...nodeProgram('simulator', 'main', ...args),
      env: { ...baseEnvironment(), ...stack.simulatorSettings },
    });
  }
}
