import { randomInt } from 'node:crypto';

const letters = (): string => Array.from({ length: 8 }, () => String.fromCharCode(97 + randomInt(26))).join('');
const digits = (count: number): string => Array.from({ length: count }, () => randomInt(10)).join('');

/** What one person is known by, unlike anything else in the world. */
export interface MarkedPerson {
  readonly kind: 'CITIZEN';
  readonly name: string;
  readonly phone: string;
  readonly idNumber: string;
  readonly email: string;
  readonly address: string;
  readonly onBehalfOf: { readonly name: string; readonly idNumber: string };
}

/** Makes texts that can be recognised wherever they turn up, and recognises them. */
export class Markers {
  readonly #known = new Map<string, readonly string[]>();

  /** A sentence with a word of its own, for free text. */
  sentence(what: string): string {
    return `Vì ${this.#mark(what, `qz${letters()}`)}`;
  }

  person(who: string): MarkedPerson {
    return {
      kind: 'CITIZEN',
      name: `Nguyễn Thị ${this.#mark(`name of ${who}`, `Qz${letters()}`)}`,
      phone: this.#mark(`phone of ${who}`, `09${digits(8)}`),
      idNumber: this.#mark(`id number of ${who}`, digits(12)),
      email: `${this.#mark(`e-mail of ${who}`, `qz${letters()}`)}@example.vn`,
      address: `12 ${this.#mark(`address of ${who}`, `Qz${letters()}`)}, Vũng Tàu`,
      onBehalfOf: {
        name: `Trần ${this.#mark(`name of the submitter for ${who}`, `Qz${letters()}`)}`,
        idNumber: this.#mark(`id number of the submitter for ${who}`, digits(12)),
      },
    };
  }

  /** What is recognised in a text: in clear, whatever the case, in hexadecimal digits or in base64. */
  in(text: string): readonly string[] {
    const plain = text.toLowerCase();
    const base64 = text.replaceAll('+', '-').replaceAll('/', '_');
    return [...this.#known]
      .filter(([marker, cores]) => {
        const [lower, hex] = [marker.toLowerCase(), Buffer.from(marker).toString('hex')];
        return plain.includes(lower) || plain.includes(hex) || cores.some((core) => base64.includes(core));
      })
      .map(([marker]) => this.#names.get(marker)!);
  }

  readonly #names = new Map<string, string>();

  #mark(what: string, marker: string): string {
    this.#known.set(marker, base64CoresOf(marker));
    this.#names.set(marker, what);
    return marker;
  }
}

/** The base64 digits that stand for a text wherever it begins: for each of the three places in a group of three bytes. */
function base64CoresOf(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.from('x'.repeat(before) + text).toString('base64url');
    return encoded.slice(Math.ceil((before * 4) / 3), Math.floor(((before + text.length) * 4) / 3));
  });
}
