import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import type { Register } from '../documents/register.js';
import type { DossierForm } from './print-form.js';
import { PrintingThread } from './printing-thread.js';

/** Enough for the longest register; past it the thread ends, and not the process. */
const REGISTER_MOST_HEAP_MB = 1_536;
/** The longest takes seconds; a thread that has not printed by then never will. */
const REGISTER_MOST_MS = 60_000;
/** One is printed, the others wait; whoever asks beyond that would wait longer than a request lasts. */
const MOST_REGISTERS = 3;
/** Some seconds of printing. */
const MOST_SLIPS = 100;

/**
 * Prints forms in threads of their own. Slips share one that stays, for somebody stands at the counter and waits; a
 * register takes seconds, so it gets one for itself, one at a time.
 */
@Injectable()
export class FormPrinter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly slips = new PrintingThread();
  private register: PrintingThread | null = null;
  private registers = 0;
  /** Ends with the last register that was asked for. */
  private lastRegister: Promise<unknown> = Promise.resolve();

  /** The first slip of the day waits no longer than the others. */
  onApplicationBootstrap(): void {
    this.slips.begin();
  }

  /** @throws AppError what `printForm` throws, `form-not-printed`, `printer-busy` */
  async print(form: DossierForm): Promise<Buffer> {
    if (this.slips.waitingForms >= MOST_SLIPS) throw busy('printer-busy', AppErrorKind.Unavailable, 5);
    return this.slips.print(form);
  }

  /**
   * Gathers a register and prints it when its turn has come, so that one at a time is held in memory.
   * @throws AppError what `gather` and `printForm` throw, `form-not-printed`; `register-busy` while as many wait as may
   */
  async printRegister(gather: () => Promise<Register>): Promise<Buffer> {
    if (this.registers >= MOST_REGISTERS) throw busy('register-busy', AppErrorKind.TooMany, 60);
    this.registers += 1;
    const printed = this.lastRegister.then(async () => this.printAlone(await gather()));
    this.lastRegister = printed.catch(() => undefined).finally(() => (this.registers -= 1));
    return printed;
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.slips.end(), this.register?.end()]);
  }

  private async printAlone(register: Register): Promise<Buffer> {
    const thread = new PrintingThread({ maxOldGenerationSizeMb: REGISTER_MOST_HEAP_MB });
    this.register = thread;
    const cut = setTimeout(() => void thread.end(), REGISTER_MOST_MS);
    try {
      return await thread.print(register);
    } finally {
      clearTimeout(cut);
      await thread.end();
      this.register = null;
    }
  }
}

function busy(code: string, kind: AppErrorKind, retryAfterSeconds: number): AppError {
  return new AppError('As many forms are being printed as may be at once: try again as Retry-After says.', {
    code,
    retryable: true,
    kind,
    details: { retryAfterSeconds },
  });
}
