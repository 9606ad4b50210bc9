import type { Content } from 'pdfmake/interfaces.js';
import type { Channel } from '@motcua/contracts';
import { spokenInstant } from '../../texts/index.js';
import { dossierFacts } from './parts/dossier-facts.js';
import { channelText, copyKindText, vndText, type CopyKind } from './parts/local-texts.js';
import { fact, numbered } from './parts/paragraphs.js';
import { printableLine } from './parts/printable.js';
import { provisionalNote } from './parts/provisional-note.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { signatures } from './parts/signatures.js';
import { slipDocument } from './parts/slip-document.js';
import type { Slip } from './slip.js';

export interface ReceivedComponent {
  readonly name: string;
  readonly copyKind: CopyKind;
}

export interface PrintedFee {
  /** `FEE` (phí) or `LEVY` (lệ phí). */
  readonly kind: 'FEE' | 'LEVY';
  readonly name: string;
  /** Whole VND. */
  readonly amount: number;
}

export interface Appointment {
  readonly at: Date;
  /** Computed from a year whose days off are not announced yet. */
  readonly provisional: boolean;
}

/** Giấy tiếp nhận hồ sơ và hẹn trả kết quả: proves what was received and when the result is due. */
export interface AppointmentSlip extends Slip {
  readonly kind: 'appointment-slip';
  readonly channel: Channel;
  readonly components: readonly ReceivedComponent[];
  readonly receivedAt: Date;
  /** In words: `05 ngày làm việc`. */
  readonly timeLimit: string;
  /** `null`: the procedure names no day. */
  readonly appointment: Appointment | null;
  readonly resultPlace: string;
  readonly fees: readonly PrintedFee[];
  readonly officerName: string;
}

export function appointmentSlipDocument(form: AppointmentSlip): PrintedDocument {
  const components = form.components.map(({ name, copyKind }) => `${name} (${copyKindText(copyKind)})`);
  return slipDocument(form, [
    { text: `${printableLine(form.agency.name)} đã tiếp nhận:`, margin: [0, 0, 0, 4] },
    ...dossierFacts(form.dossier),
    ...fact('Hình thức nộp hồ sơ', channelText(form.channel)),
    { text: 'Thành phần hồ sơ đã nhận gồm:', margin: [0, 0, 0, 4] },
    numbered(components, 'Không có giấy tờ kèm theo.'),
    ...fact('Thời gian nhận hồ sơ', spokenInstant(form.receivedAt)),
    ...fact('Thời hạn giải quyết theo quy định', form.timeLimit),
    ...appointmentLines(form.appointment),
    ...fact('Nơi trả kết quả', form.resultPlace),
    ...feeLines(form.fees),
    signatures(
      { role: 'Người nộp hồ sơ', instruction: 'Ký và ghi rõ họ tên', name: null },
      { role: 'Người tiếp nhận hồ sơ', instruction: 'Ký và ghi rõ họ tên', name: form.officerName },
    ),
  ]);
}

function appointmentLines(appointment: Appointment | null): Content[] {
  const text = appointment === null ? 'không hẹn ngày' : spokenInstant(appointment.at);
  const note = appointment?.provisional ? [provisionalNote('Thời gian hẹn trả kết quả')] : [];
  return [...fact('Thời gian hẹn trả kết quả', text, { bold: true }), ...note];
}

function feeLines(fees: readonly PrintedFee[]): Content[] {
  if (fees.length === 0) return fact('Phí, lệ phí', 'không thu');
  const total = fees.reduce((sum, { amount }) => sum + amount, 0);
  return [
    {
      table: {
        widths: ['62%', '13%', '25%'],
        headerRows: 1,
        body: [
          ['Khoản thu', 'Loại', 'Số tiền'].map((text) => ({ text, bold: true, alignment: 'center' })),
          ...fees.map(feeRow),
          [{ text: 'Tổng cộng', bold: true, colSpan: 2 }, {}, { text: vndText(total), bold: true, alignment: 'right' }],
        ],
      },
      fontSize: 12,
      margin: [0, 2, 0, 4],
    },
  ];
}

function feeRow({ kind, name, amount }: PrintedFee): Content[] {
  return [
    printableLine(name),
    { text: kind === 'FEE' ? 'Phí' : 'Lệ phí', alignment: 'center' },
    { text: vndText(amount), alignment: 'right' },
  ];
}
