import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AppError, AppErrorKind } from '@motcua/kernel';
import { PrintingThread } from './printing-thread.js';
import type { Form } from './print-form.js';
import type { Register } from './register.js';

/** Enough for the longest register; past it the thread ends, and not the process. */
const REGISTER_MOST_HEAP_MB = 1_536;

/**
 * Prints forms in threads of their own. Slips share one that stays, for somebody stands at the counter and waits; a
 * register takes seconds, so it gets one for itself, one at a time.
 */
@Injectable()
export class FormPrinter implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly slips = new PrintingThread();
  private register: PrintingThread | null = null;

  /** The first slip of the day waits no longer than the others. */
  onApplicationBootstrap(): void {
    this.slips.begin();
  }

  /** @throws AppError what `printForm` throws, `form-not-printed`; `register-busy` while another one is printed */
  async print(form: Form): Promise<Buffer> {
    return form.kind === 'register' ? this.printRegister(form) : this.slips.print(form);
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all([this.slips.end(), this.register?.end()]);
  }

  private async printRegister(form: Register): Promise<Buffer> {
    if (this.register !== null) throw busy();
    this.register = new PrintingThread({ maxOldGenerationSizeMb: REGISTER_MOST_HEAP_MB });
    try {
      return await this.register.print(form);
    } finally {
      await this.register.end();
      this.register = null;
    }
  }
}

function busy(): AppError {
  return new AppError('Another register is being printed: try again in a minute.', {
    code: 'register-busy',
    retryable: true,
    kind: AppErrorKind.TooMany,
  });
}
