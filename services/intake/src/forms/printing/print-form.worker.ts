import { AppError, type AppErrorKind } from '@motcua/kernel';
import { parentPort } from 'node:worker_threads';
import { printForm, type Form } from './print-form.js';

/** What the thread receives. */
export interface PrintOrder {
  readonly id: number;
  readonly form: Form;
}

/** An error as it passes between threads. */
export interface PrintFault {
  readonly message: string;
  readonly code: string;
  readonly retryable: boolean;
  readonly kind: AppErrorKind;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What the thread answers, order by order. */
export type PrintAnswer =
  { readonly id: number; readonly pdf: Uint8Array } | { readonly id: number; readonly fault: PrintFault };

const port = parentPort!;
let last: Promise<void> = Promise.resolve();

port.on('message', (order: PrintOrder) => {
  last = last.then(async () => port.postMessage(await answerTo(order)));
});

async function answerTo({ id, form }: PrintOrder): Promise<PrintAnswer> {
  try {
    return { id, pdf: await printForm(form) };
  } catch (error) {
    // An unexpected error takes the thread with it: its text may hold what was to be printed.
    if (!(error instanceof AppError)) throw error;
    const { message, code, retryable, kind, details } = error;
    return { id, fault: { message, code, retryable, kind, details } };
  }
}
