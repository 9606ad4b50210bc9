import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';

/** A command that a service accepted. */
export interface JournalEntry {
  readonly dossierId: string;
  /** For example `accept`, `payment.succeeded` or `answer.RETURNED`. */
  readonly command: string;
  readonly idempotencyKey: string;
  /** Of the answer, where it has one. */
  readonly revision: number | null;
}

/** Accepted commands, one JSON line each, in the order of their answers: what must still be there after a crash. */
export interface Journal {
  write(entry: JournalEntry): void;
  close(): Promise<void>;
}

export const noJournal: Journal = { write: () => undefined, close: async () => undefined };

export class FileJournal implements Journal {
  private readonly stream: WriteStream;

  private constructor(stream: WriteStream) {
    this.stream = stream;
  }

  /** Opens for appending. @throws the system's error, for example ENOENT */
  static async open(file: string): Promise<FileJournal> {
    const stream = createWriteStream(file, { flags: 'a' });
    await once(stream, 'open');
    return new FileJournal(stream);
  }

  write(entry: JournalEntry): void {
    this.stream.write(`${JSON.stringify(entry)}\n`);
  }

  async close(): Promise<void> {
    this.stream.end();
    await once(this.stream, 'close');
  }
}
