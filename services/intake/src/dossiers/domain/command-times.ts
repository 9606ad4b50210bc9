import { toLocalIso } from '@motcua/kernel';

/** When something happened in the world, and when it was entered here. */
export interface CommandTimes {
  readonly at: Date;
  readonly recordedAt: Date;
}

const SECOND_MS = 1_000;

/** What can be stated at the earliest after what happened last, for errors: the first whole second, in local time. */
export function earliestText(last: Date): string {
  return toLocalIso(new Date(Math.ceil(last.getTime() / SECOND_MS) * SECOND_MS));
}
