import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { localInstant } from '@motcua/kernel';
import type { Refusal } from '../documents/refusal.js';
import type { Register } from '../documents/register.js';
import { FormPrinter } from '../printing/form-printer.js';
import { printForm } from '../printing/print-form.js';

let printer: FormPrinter;
beforeEach(() => {
  printer = new FormPrinter();
});
afterEach(() => printer.onModuleDestroy());

const issuedAt = localInstant('2024-02-01', '10:00');
const agency = { name: 'Phường 2', parentName: null, place: 'Phường 2', phone: null };

const refusal: Refusal = {
  kind: 'refusal',
  issuedAt,
  agency,
  dossier: {
    dossierCode: '000.02.31.H06-240201-0001',
    procedureCode: '1.000894',
    procedureName: 'Đăng ký kết hôn',
    applicantName: 'Nguyễn Thị Thùy Dương',
    applicantPhone: null,
    applicantAddress: null,
  },
  lookUpLink: 'https://motcua.example.vn/look-up#1',
  reason: 'Không thuộc thẩm quyền.',
  guidance: null,
  officerName: 'Lê Minh Tâm',
};

function registerOf(rows: number): Register {
  return {
    kind: 'register',
    issuedAt,
    agency,
    from: '2024-01-01',
    to: '2024-03-31',
    rows: Array.from({ length: rows }, (_, index) => ({
      number: index + 1,
      dossierCode: `000.02.31.H06-240201-${String(index).padStart(4, '0')}`,
      procedureName: 'Chứng thực bản sao từ bản chính',
      componentCount: 1,
      applicantName: 'Nguyễn Thị Thùy Dương',
      settlingAgencyName: 'Phường 2',
      receivedAt: issuedAt,
      appointmentAt: null,
      returnedAt: null,
      returnedHow: null,
      note: null,
    })),
    officerName: 'Lê Minh Tâm',
    signatory: { position: 'Thủ trưởng cơ quan, đơn vị', name: null },
  };
}

/** The longest time that this thread did nothing else while `work` ran, and how long it took, in milliseconds. */
async function heldUp(work: () => Promise<unknown>): Promise<{ readonly longest: number; readonly whole: number }> {
  const begin = performance.now();
  let [last, longest] = [begin, 0];
  const tick = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  }, 5);
  try {
    await work();
  } finally {
    clearInterval(tick);
  }
  const end = performance.now();
  return { longest: Math.max(longest, end - last), whole: end - begin };
}

describe('The printer of forms', () => {
  it('prints what printForm prints, byte for byte, however many at once', async () => {
    const expected = await printForm(refusal);
    const printed = await Promise.all(Array.from({ length: 5 }, () => printer.print(refusal)));
    for (const pdf of printed) expect(pdf.equals(expected)).toBe(true);
  });

  it('leaves the thread of the service free, and a slip overtakes a long register', async () => {
    await printer.print(refusal);
    const order: string[] = [];
    const { longest, whole } = await heldUp(() =>
      Promise.all([
        printer.printRegister(async () => registerOf(600)).then(() => order.push('register')),
        printer.print(refusal).then(() => order.push('slip')),
      ]),
    );
    expect(order).toEqual(['slip', 'register']);
    expect(longest).toBeLessThan(whole / 4);
  }, 120_000);

  it('prints one register at a time, lets two wait ungathered, and refuses more', async () => {
    let gathered = 0;
    const printed: number[] = [];
    const ask = (): Promise<Buffer> =>
      printer.printRegister(async () => {
        gathered += 1;
        expect(gathered).toBe(printed.length + 1);
        return registerOf(10);
      });
    const asked = [ask(), ask(), ask()].map((each) => each.then(({ length }) => printed.push(length)));
    await expect(ask()).rejects.toMatchObject({
      code: 'register-busy',
      retryable: true,
      details: { retryAfterSeconds: 60 },
    });
    await Promise.all(asked);
    expect(gathered).toBe(3);
    expect((await ask()).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('refuses slips beyond a hundred that wait', async () => {
    const asked = Array.from({ length: 100 }, () => printer.print(refusal));
    await expect(printer.print(refusal)).rejects.toMatchObject({ code: 'printer-busy', kind: 'unavailable' });
    await Promise.all(asked);
  }, 60_000);

  it('passes on what is wrong with a form, and prints the next one', async () => {
    const tooLong = { ...refusal, lookUpLink: `https://motcua.example.vn/${'x'.repeat(300)}` };
    await expect(printer.print(tooLong)).rejects.toMatchObject({ code: 'look-up-link-too-long', retryable: false });
    await expect(printer.print(refusal)).resolves.toBeInstanceOf(Buffer);
  });

  it('says nothing of a form that ended its thread, and begins another thread for the next one', async () => {
    const broken = { ...refusal, reason: null as never };
    const fault = await printer.print(broken).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'form-not-printed', retryable: true });
    await expect(printer.print(refusal)).resolves.toBeInstanceOf(Buffer);
  });
});
