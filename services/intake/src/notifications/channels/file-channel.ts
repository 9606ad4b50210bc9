import { AppError } from '@motcua/kernel';
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Mailbox } from './mailbox.js';
import type { NotificationChannel, NotificationMessage } from './notification-channel.js';

/**
 * An outbox directory: one file a message, `<notification id>.json`, for another program to fetch. A file appears whole or
 * not at all, on disk before `send` resolves, and a repetition replaces its own. Names that begin with a dot are files in
 * the making; one that a killed process left behind is never finished. Readable for the owner only: messages are personal.
 */
export class FileChannel implements NotificationChannel {
  readonly name = 'file';

  constructor(
    private readonly directory: string,
    private readonly from: Mailbox,
  ) {}

  /** Everybody: whoever fetches the files knows other ways than e-mail. */
  reaches(): boolean {
    return true;
  }

  async send(message: NotificationMessage, signal: AbortSignal): Promise<void> {
    try {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
      await this.write(message, signal);
    } catch (error) {
      throw this.faultOf(error);
    }
  }

  private async write(message: NotificationMessage, signal: AbortSignal): Promise<void> {
    const inTheMaking = join(this.directory, `.${message.id}.${randomBytes(4).toString('hex')}`);
    try {
      await writeFile(inTheMaking, this.textOf(message), { flag: 'wx', mode: 0o600, flush: true, signal });
      await rename(inTheMaking, join(this.directory, `${message.id}.json`));
    } catch (error) {
      await rm(inTheMaking, { force: true });
      throw error;
    }
  }

  private textOf({ id, language, recipient, subject, body, shortText }: NotificationMessage): string {
    const file = { id, from: this.from, to: recipient, language, subject, body, shortText };
    return `${JSON.stringify(file, null, 2)}\n`;
  }

  private faultOf(error: unknown): AppError {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return new AppError(
      `Notifications cannot be written to ${this.directory} (${code}): see that the service may write there and that there is room.`,
      { code: 'outbox-directory-unwritable', retryable: true, cause: error },
    );
  }
}
