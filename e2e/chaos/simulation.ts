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

/** A round of the present: as many dossiers as have every life among them. */
const PRESENT = { dossiers: 33, rate: 2 } as const;

/**
 * Lets the simulator play one round after the other until it is stopped: rounds of the past, each with a
 * plan of its own, and beside them rounds of the present, for what cannot be backdated.
 */
export class Simulation {
  readonly #options: SimulationOptions;
  readonly #running: Promise<unknown>;
  #enough = false;
  #rounds = 0;
  readonly #faults: string[] = [];

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#running = Promise.all([this.#play(), this.#playPresent()]);
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
    const { dossiers, rate } = this.#options;
    await this.#simulate(`chaos-${round}`, { dossiers, rate }, round);
  }

  async #playPresent(): Promise<void> {
    let round = 0;
    do {
      round += 1;
      await this.#simulate(`present-${round}`, PRESENT, round, '--live').catch((fault: unknown) =>
        this.#faults.push(String(fault)),
      );
    } while (!this.#enough);
  }

  async #simulate(
    run: string,
    size: { readonly dossiers: number; readonly rate: number },
    round: number,
    ...flags: readonly string[]
  ): Promise<void> {
    const { stack, journal, seed } = this.#options;
    const options = { ...size, seed: (seed + round) % 2 ** 32, run, journal };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    await stack.supervisor.run({
      name: `simulator-${run}`,
      ...nodeProgram('simulator', 'main', ...args, ...flags),
      env: { ...baseEnvironment(), ...stack.simulatorSettings },
    });
  }
}
