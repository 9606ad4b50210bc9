import { AppError } from '@motcua/kernel';
import type fc from 'fast-check';
import { isoOf, type Minute } from './naive-calendar.ts';
import { compare, type Model, type World } from './world.ts';

/** How long after the one before: minutes, or at, or a minute after, the due instant. */
export type Gap = number | 'due' | 'past due';
export type Act = fc.Command<Model, World>;

export const instant = (minute: Minute): Date => new Date(isoOf(minute));

/** One thing that happens; afterwards the world is as the model says. */
export function act(
  said: string,
  gap: Gap,
  run: (model: Model, world: World) => void,
  check = (_: Readonly<Model>) => true,
): Act {
  return {
    check,
    run: (model, world) => {
      const due = model.clock()?.due ?? 0;
      const wanted = typeof gap === 'number' ? model.now + gap : gap === 'due' ? due : due + 1;
      model.now = Math.max(wanted, model.now + 1);
      run(model, world);
      compare(model, world);
    },
    toString: () => `${said} (after ${gap})`,
  };
}

/** What is thrown, by its code; null when nothing is. */
export function codeOf(attempt: () => void): string | null {
  try {
    attempt();
    return null;
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** An event reaches the desk and the model. */
export function hear(model: Model, world: World, revision: number): void {
  world.desk.hear(world.published[revision - 1]!, instant(model.now));
  model.hear(revision);
}
