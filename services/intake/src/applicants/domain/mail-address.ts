/** A mailbox: an address, with or without the name that is shown. */
export interface Mailbox {
  readonly name: string;
  readonly address: string;
}

/**
 * Whether a text is one address and nothing else: no second one, no group, no comment, no line end. Deliberately narrower
 * than RFC 5322: quoted local parts, which nobody has, are where injections hide.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+$/u.test(text);
}

/** Reads `address` or `Name <address>`; `undefined` when it is neither. */
export function readMailbox(text: string): Mailbox | undefined {
  const [, name = '', address = text] = /^([^<>\p{Cc}]*)<([^<>]*)>$/u.exec(text.trim()) ?? [];
  return isMailAddress(address.trim())
    ? { name: name.trim().replace(/^"(.*)"$/, '$1'), address: address.trim() }
    : undefined;
}
