import { isMailAddress } from '../../applicants/index.js';

/** A mailbox: an address, with or without the name that is shown. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/** Reads `address` or `Name <address>`; `undefined` when it is neither. */
export function readMailbox(text: string): Mailbox | undefined {
  const [, name = '', address = text] = /^([^<>\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? [];
  return isMailAddress(address.trim())
    ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
    : undefined;
}
