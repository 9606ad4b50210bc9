import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stack, type StackOptions } from '../../../deploy/local/src/stack.ts';
import { baseEnvironment, nodeProgram } from '../../../deploy/local/src/service-environment.ts';

/** A whole motcua on fresh data, as `npm start` runs it, for one story. */
export interface Province {
  readonly stack: Stack;
  readonly wall: string;
  /** Runs the simulator to its end. @throws with its last lines when its figures are not those of its plan */
  simulate(...options: readonly string[]): Promise<void>;
  /** The JSON of a public address behind the front door. */
  read<T>(path: string): Promise<T>;
  /** A folder that goes with the stack. */
  readonly folder: string;
}

export async function openProvince(story: string, options: Partial<StackOptions> = {}): Promise<Province> {
  const instance = `${story}-${process.pid}`;
  const stack = await Stack.open({ instance, ownParts: true, tools: ['chromium'], ...options });
  try {
    await stack.start();
  } catch (error) {
    await stack.stop();
    throw error;
  }
  const wall = stack.description.wall;
  const folder = join(stack.paths.folder, 'story');
  mkdirSync(folder, { recursive: true });
  return {
    stack,
    wall,
    folder,
    simulate: (...options) =>
      stack.supervisor.run({
        name: 'simulator',
        ...nodeProgram('simulator', 'main', ...options),
        env: { ...baseEnvironment(), ...stack.simulatorSettings },
      }),
    read: async <T>(path: string) => {
      const response = await fetch(`${wall}${path}`);
      if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as T;
    },
  };
}

export interface Indicator {
  readonly id: string;
  readonly numerator: number;
  readonly denominator: number;
}

/** Numerator and denominator by indicator, `"232/235"`. */
export function ratios(indicators: readonly Indicator[]): Readonly<Record<string, string>> {
  return Object.fromEntries(indicators.map(({ id, numerator, denominator }) => [id, `${numerator}/${denominator}`]));
}
