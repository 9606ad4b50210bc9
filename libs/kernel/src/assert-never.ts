/** Ends an exhaustive switch: does not compile while a case is missing, and throws if a foreign value gets here. */
export function assertNever(value: never): never {
  throw new TypeError(`Unexpected value ${JSON.stringify(value)}: a case is missing in an exhaustive switch.`);
}
