/**
 * Whether a text is one address and nothing else: no second one, no group, no comment, no line end. Deliberately narrower
 * than RFC 5322: quoted local parts, which nobody has, are where injections hide.
 */
export function isMailAddress(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]+$/u.test(text);
}
