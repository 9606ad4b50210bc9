import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { normalisedIdNumber, phonesIn } from '../../applicants/index.js';
import { normalisedWords } from './normalised-words.js';

/** What somebody is looked for by. */
export interface PersonalTerms {
  /** Whole words, all of which must be there, in any order; accents do not count. */
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
}

type TokenSpace = 'name' | 'phone' | 'idNumber' | 'key';

/**
 * 128 bits: half the room of the whole HMAC in an index of millions, and two different words of one province still never
 * meet. Shorter ones would hide a little in false finds, but nobody could sort these out: the name itself is sealed.
 */
const TOKEN_BYTES = 16;
const KEY_PRINT_BYTES = 4;
/** Of the way in which names and numbers become tokens. Raise it with every change to that: rows of another one are indexed anew. */
const EDITION = 2;

/**
 * Finds sealed applicants without opening them: one token a word of the name, one for each whole phone number, one for the
 * whole id number. A token is HMAC-SHA-256 (RFC 2104) of the normalised value in a space of its own, so that a phone
 * number never finds an id number.
 *
 * What the rows show even without the key: equal words have equal tokens. Who reads the table learns which dossiers share
 * a word or a number, and how often each occurs; with the frequency of Vietnamese family names he can guess the commonest
 * words. With the key every name can be tried: keep it from where the rows are, and apart from the key ring.
 */
export class BlindIndex {
  /** Marks that a row was indexed with this key and in this edition; says nothing about the key. */
  readonly keyPrint: Buffer;
  /** Made once: an HMAC with the bytes makes such a key first, which costs five times as much as the HMAC. */
  private readonly key: KeyObject;

  /** @param key 32 bytes; another key finds nothing of what was indexed before until it is indexed anew */
  constructor(key: Buffer) {
    this.key = createSecretKey(key);
    this.keyPrint = this.token('key', `print ${EDITION}`).subarray(0, KEY_PRINT_BYTES);
  }

  /** The tokens of a person, each once; of terms that hold no letter or digit, none. */
  tokensOf({ name = '', phone = '', idNumber = '' }: PersonalTerms): readonly Buffer[] {
    return [
      ...normalisedWords(name).map((word) => this.token('name', word)),
      ...phonesIn(phone).map((number) => this.token('phone', number)),
      ...[normalisedIdNumber(idNumber)].filter(Boolean).map((number) => this.token('idNumber', number)),
    ];
  }

  private token(space: TokenSpace, value: string): Buffer {
    return createHmac('sha256', this.key).update(`${space}\0${value}`).digest().subarray(0, TOKEN_BYTES);
  }
}
