import { AppError, AppErrorKind } from '@motcua/kernel';
import { Worker, type ResourceLimits } from 'node:worker_threads';
import type { Form } from './print-form.js';
import type { PrintAnswer, PrintOrder } from './print-form.worker.js';

/** The built file, for specs run the sources. */
const WORKER = new URL('../../../dist/forms/printing/print-form.worker.js', import.meta.url);

/** A thread that prints forms one after the other, so that the thread that serves the counters goes on meanwhile. */
export class PrintingThread {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly waiting = new Map<number, PromiseWithResolvers<Buffer>>();

  constructor(private readonly resourceLimits: ResourceLimits = {}) {}

  /** How many forms are asked for and not printed yet. */
  get waitingForms(): number {
    return this.waiting.size;
  }

  /**
   * @throws AppError what {@link printForm} throws; `form-not-printed` when the thread died or was ended
   */
  print(form: Form): Promise<Buffer> {
    const worker = this.begin();
    const order: PrintOrder = { id: (this.lastId += 1), form };
    const printed = Promise.withResolvers<Buffer>();
    this.waiting.set(order.id, printed);
    worker.postMessage(order);
    return printed.promise;
  }

  /** Starts the thread when it does not run: loading what lays out takes longer than a form. */
  begin(): Worker {
    return (this.worker ??= this.start());
  }

  /** What is waited for is given up. */
  async end(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(WORKER, { resourceLimits: this.resourceLimits });
    worker.unref();
    worker.on('message', (answer: PrintAnswer) => this.take(answer));
    // Whatever it died of may have its text from the form: only that it died is said.
    worker.on('error', () => this.giveUp(worker));
    worker.on('exit', () => this.giveUp(worker));
    return worker;
  }

  private take(answer: PrintAnswer): void {
    const printed = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if ('pdf' in answer) {
      const { buffer, byteOffset, byteLength } = answer.pdf;
      printed?.resolve(Buffer.from(buffer, byteOffset, byteLength));
    } else {
      const { message, ...options } = answer.fault;
      printed?.reject(new AppError(message, options));
    }
  }

  private giveUp(worker: Worker): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    for (const printed of this.waiting.values()) printed.reject(notPrinted());
    this.waiting.clear();
  }
}

function notPrinted(): AppError {
  return new AppError('The form was not printed, for the thread that prints has ended: try again.', {
    code: 'form-not-printed',
    retryable: true,
    kind: AppErrorKind.Unavailable,
  });
}
