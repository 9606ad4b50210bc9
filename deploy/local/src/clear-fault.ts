/** An error whose message says what is wrong and what to do. It is shown as one line, without a stack. */
export class ClearFault extends Error {
  override readonly name = 'ClearFault';
}

export function messageOf(fault: unknown): string {
  return fault instanceof Error ? fault.message : String(fault);
}
