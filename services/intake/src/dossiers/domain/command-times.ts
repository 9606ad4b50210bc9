/** When something happened in the world, and when it was entered here. */
export interface CommandTimes {
  readonly at: Date;
  readonly recordedAt: Date;
}
