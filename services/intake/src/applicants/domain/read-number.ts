import type { TextFault } from '@motcua/kernel/text';

/** A number in the one form in which it is kept, or why it is none. */
export type ReadNumber =
  { readonly number: string; readonly fault: null } | { readonly number: null; readonly fault: TextFault };

export const numberIs = (number: string): ReadNumber => ({ number, fault: null });
export const noNumber = (problem: string, remedy: string): ReadNumber => ({
  number: null,
  fault: { problem, remedy },
});
