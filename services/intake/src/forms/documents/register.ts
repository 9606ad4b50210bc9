import type { Content, CustomTableLayout } from 'pdfmake/interfaces.js';
import { AppError, AppErrorKind, type LocalDay } from '@motcua/kernel';
import { shortInstant, spokenDay } from '../../texts/index.js';
import { formHeading } from './form-heading.js';
import { nationalHead } from './parts/national-head.js';
import { PAGE_MARGINS } from './parts/page.js';
import { printableLine } from './parts/printable.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { ruledTable, type TableColumn } from './parts/ruled-table.js';
import { signaturesBelow } from './parts/signatures.js';
import type { IssuingAgency, Signatory } from './slip.js';

export interface RegisterRow {
  readonly number: number;
  readonly dossierCode: string;
  readonly procedureName: string;
  readonly componentCount: number;
  readonly applicantName: string;
  readonly settlingAgencyName: string;
  readonly receivedAt: Date;
  readonly appointmentAt: Date | null;
  readonly returnedAt: Date | null;
  /** In words: `Trực tiếp`, `Bưu chính công ích`. */
  readonly returnedHow: string | null;
  readonly note: string | null;
}

/** The layout of so many rows takes the thread some 6 s and 800 MB; both grow with the rows. */
export const MOST_REGISTER_ROWS = 10_000;

/** Sổ theo dõi hồ sơ: the dossiers of an agency in a period. */
export interface Register {
  readonly kind: 'register';
  readonly issuedAt: Date;
  readonly agency: IssuingAgency;
  readonly from: LocalDay;
  /** Inclusive. */
  readonly to: LocalDay;
  readonly rows: readonly RegisterRow[];
  readonly officerName: string;
  readonly signatory: Signatory;
}

const COLUMNS: readonly TableColumn[] = [
  { head: 'STT', width: 26, centred: true },
  { head: 'Mã hồ sơ', width: 108 },
  { head: 'Tên thủ tục hành chính', width: 112 },
  { head: 'Số giấy tờ', width: 30, centred: true },
  { head: 'Tên cá nhân, tổ chức', width: 84 },
  { head: 'Cơ quan giải quyết', width: 84 },
  { head: 'Nhận hồ sơ', width: 48, centred: true },
  { head: 'Hẹn trả kết quả', width: 48, centred: true },
  { head: 'Trả kết quả', width: 48, centred: true },
  { head: 'Phương thức nhận kết quả', width: 52 },
  { head: 'Ghi chú', width: 50 },
];

/** @throws AppError `register-too-long` */
export function registerDocument(form: Register): PrintedDocument {
  requirePrintable(form.rows.length);
  const { issuedAt, agency } = form;
  const heading = formHeading(form.kind, issuedAt);
  return {
    title: `${heading.title} ${form.from} - ${form.to}`,
    issuedAt,
    layout: {
      pageOrientation: 'landscape',
      pageMargins: PAGE_MARGINS,
      footer: (page, pageCount) => ({
        text: `Trang ${page}/${pageCount}`,
        alignment: 'center',
        fontSize: 11,
        margin: [0, 14, 0, 0],
      }),
      content: [
        ...nationalHead({ heading, agency, issuedAt }),
        { text: heading.title.toLocaleUpperCase('vi'), bold: true, fontSize: 14, alignment: 'center', margin: [0, 12] },
        { text: `Từ ${spokenDay(form.from)} đến ${spokenDay(form.to)}`, alignment: 'center', margin: [0, 0, 0, 8] },
        ruledTable({ columns: COLUMNS, rows: form.rows.map(tableRow), fontSize: 9, layout: THIN }),
        closing(form),
      ],
    },
  };
}

/** @throws AppError `register-too-long` */
export function requirePrintable(rows: number): void {
  if (rows <= MOST_REGISTER_ROWS) return;
  throw new AppError(
    `A register of more than ${MOST_REGISTER_ROWS} dossiers is too long to print: choose a shorter period.`,
    {
      code: 'register-too-long',
      retryable: false,
      kind: AppErrorKind.TooLarge,
      details: { mostRows: MOST_REGISTER_ROWS },
    },
  );
}

/** The count stands with the signatures, so that no page holds signatures to nothing. */
function closing({ rows, officerName, signatory }: Register): Content {
  return signaturesBelow(
    [{ text: `Tổng số hồ sơ trong sổ: ${rows.length}`, margin: [0, 8, 0, 0] }],
    { role: 'Người lập sổ', instruction: 'Ký và ghi rõ họ tên', name: officerName },
    { role: signatory.position, instruction: 'Ký tên, đóng dấu', name: signatory.name },
  );
}

const THIN: CustomTableLayout = {
  hLineWidth: () => 0.5,
  vLineWidth: () => 0.5,
  paddingLeft: () => 2,
  paddingRight: () => 2,
};

function tableRow(row: RegisterRow): readonly string[] {
  return [
    String(row.number),
    printableLine(row.dossierCode),
    printableLine(row.procedureName),
    String(row.componentCount),
    printableLine(row.applicantName),
    printableLine(row.settlingAgencyName),
    shortInstant(row.receivedAt),
    row.appointmentAt === null ? 'không hẹn ngày' : shortInstant(row.appointmentAt),
    row.returnedAt === null ? '' : shortInstant(row.returnedAt),
    printableLine(row.returnedHow ?? ''),
    printableLine(row.note ?? ''),
  ];
}
