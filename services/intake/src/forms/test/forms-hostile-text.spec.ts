import { describe, expect, it } from '@jest/globals';
import { localInstant } from '@motcua/kernel';
import type { AppointmentSlip } from '../documents/appointment-slip.js';
import type { ControlSheet } from '../documents/control-sheet.js';
import { printableLine } from '../documents/parts/printable.js';
import type { Refusal } from '../documents/refusal.js';
import type { Register } from '../documents/register.js';
import { printForm, type Form } from '../printing/print-form.js';
import { pdfPages, pdfText, placedTexts } from './support/pdf-text.js';

const at = localInstant('2024-02-01', '10:00');

/** Every form that shows a text, with that text wherever somebody may write one. */
function formsSaying(text: string): readonly Form[] {
  const agency = { name: text, parentName: text, place: 'Bà Rịa', phone: text };
  const dossier = {
    dossierCode: text,
    procedureCode: text,
    procedureName: text,
    applicantName: text,
    applicantPhone: text,
    applicantAddress: text,
  };
  const slip = { issuedAt: at, agency, dossier, lookUpLink: 'https://motcua.example.vn/1', officerName: text };
  const signatory = { position: text, name: text };
  const letter = { ...slip, receivedAt: at, reason: text, signatory };
  const party = { agencyName: text, officerName: text };
  const appointmentSlip: AppointmentSlip = {
    ...slip,
    kind: 'appointment-slip',
    channel: 'ONLINE',
    components: [{ name: text, copyKind: 'COPY' }],
    receivedAt: at,
    timeLimit: text,
    appointment: { at, provisional: true },
    resultPlace: text,
    fees: [{ kind: 'FEE', name: text, amount: Number.MAX_SAFE_INTEGER }],
  };
  const controlSheet: ControlSheet = {
    ...slip,
    kind: 'control-sheet',
    settlingAgencyName: text,
    handOvers: [
      { from: party, to: party, handedOverAt: at, stepName: text, stepDueAt: null, outcome: 'OVERDUE', note: text },
    ],
  };
  const register: Register = {
    ...{ kind: 'register', issuedAt: at, agency, from: '2024-01-01', to: '2024-01-31', officerName: text, signatory },
    rows: [
      {
        number: 1,
        dossierCode: text,
        procedureName: text,
        componentCount: 1,
        applicantName: text,
        settlingAgencyName: text,
        receivedAt: at,
        appointmentAt: null,
        returnedAt: null,
        returnedHow: text,
        note: text,
      },
    ],
  };
  return [
    appointmentSlip,
    { ...slip, kind: 'supplement-request', missing: [text], reason: text, respondBy: null },
    { ...slip, kind: 'refusal', reason: text, guidance: text },
    { ...letter, kind: 'apology', originalDueAt: at, newDueAt: at, provisional: true },
    { ...letter, kind: 'termination', terminatedAt: at },
    controlSheet,
    register,
  ];
}

const refusal = formsSaying('Phường 2').find((form): form is Refusal => form.kind === 'refusal');

describe('Hostile text', () => {
  it.each(formsSaying('W'.repeat(400)))('without a space stays on the paper: $kind', async (form) => {
    const placed = await placedTexts(await printForm(form));
    expect(placed.filter(({ left, right, pageWidth }) => left < 55 || right > pageWidth - 41)).toEqual([]);
    expect(
      placed
        .map(({ text }) => text)
        .join('')
        .match(/W/g)?.length,
    ).toBeGreaterThanOrEqual(400 * 4);
  });

  it.each(formsSaying('😀 👩‍👩‍👧 漢字 \u0000\u0007\u202e \ud83d {text} ${x} <b>&amp;'))(
    'of emoji, control characters and markup is printed as text: $kind',
    async (form) => {
      const text = await pdfText(await printForm(form));
      expect(text).toContain('□ {text} ${x} <b>&amp;');
      expect(text).not.toMatch(/[\p{Cc}\u202e]/u);
    },
  );

  it.each(formsSaying(''))('may be empty: $kind', async (form) => {
    expect(await pdfText(await printForm(form))).toContain('Độc lập - Tự do - Hạnh phúc');
  });

  it('of 2,000 characters flows on a second page and is whole', async () => {
    const words = Array.from({ length: 400 }, (_, index) => `t${String(index).padStart(3, '0')}`);
    const reason = words.join(' ').padEnd(2_000, '.');
    const pages = await pdfPages(await printForm({ ...refusal!, reason, guidance: reason }));
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[1]).toContain(' 2 Tra cứu');
    expect(pages.join(' ').match(/t\d{3}/g)).toHaveLength(800);
  });

  it('as a look-up link too long for a QR code is refused', async () => {
    const lookUpLink = `https://motcua.example.vn/${'x'.repeat(300)}`;
    await expect(printForm({ ...refusal!, lookUpLink })).rejects.toMatchObject({
      code: 'look-up-link-too-long',
      retryable: false,
    });
  });

  it('holds only letters that the font draws: all that is let through comes back', async () => {
    const all = Array.from({ length: 0x3000 }, (_, code) => String.fromCodePoint(code)).filter(
      (letter) => /[^\s\p{M}]/u.test(letter) && printableLine(letter) === letter,
    );
    expect(all.length).toBeGreaterThan(1_000);
    const printed = await pdfText(await printForm({ ...refusal!, reason: all.join(' ') }));
    // These four share the glyph of another letter and come back as that one.
    expect(all.filter((letter) => !printed.includes(letter)).join('')).toBe('µӘә‖');
  });
});
