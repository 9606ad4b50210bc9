import type { Channel, DossierStateV1 } from '@motcua/contracts';
import { dossierStateTexts } from '../../texts/index.js';

/** What a line of an export is made of. */
export interface ExportRow {
  readonly state: DossierStateV1;
  readonly procedureName: string | null;
  readonly receivingAgencyName: string | null;
  readonly settlingAgencyName: string | null;
}

/** A text, an instant, or nothing. */
export type ExportCell = string | Date | null;

export interface ExportColumn {
  readonly head: string;
  /** In characters, where the format knows widths. */
  readonly width: number;
  cell(row: ExportRow): ExportCell;
}

const CHANNELS: Readonly<Record<Channel, string>> = {
  IN_PERSON: 'Trực tiếp',
  ONLINE: 'Trực tuyến',
  POSTAL: 'Bưu chính công ích',
};

const instant = (text: string | null): Date | null => (text === null ? null : new Date(text));

/** The columns of every export, from left to right; nothing personal is among them. */
export const exportColumns: readonly ExportColumn[] = [
  { head: 'Mã hồ sơ', width: 26, cell: ({ state }) => state.dossierCode },
  { head: 'Mã hồ sơ ở hệ thống cũ', width: 24, cell: ({ state }) => state.externalCode },
  { head: 'Mã thủ tục', width: 12, cell: ({ state }) => state.procedure.code },
  { head: 'Tên thủ tục', width: 60, cell: ({ procedureName }) => procedureName },
  { head: 'Mã cơ quan tiếp nhận', width: 16, cell: ({ state }) => state.receivingAgency },
  { head: 'Cơ quan tiếp nhận', width: 36, cell: ({ receivingAgencyName }) => receivingAgencyName },
  { head: 'Mã cơ quan giải quyết', width: 16, cell: ({ state }) => state.settlingAgency },
  { head: 'Cơ quan giải quyết', width: 36, cell: ({ settlingAgencyName }) => settlingAgencyName },
  { head: 'Hình thức nộp', width: 18, cell: ({ state }) => CHANNELS[state.channel] },
  { head: 'Trạng thái', width: 26, cell: ({ state }) => dossierStateTexts[state.status] },
  { head: 'Cán bộ thụ lý', width: 20, cell: ({ state }) => state.caseOfficer },
  { head: 'Thời điểm nộp', width: 17, cell: ({ state }) => instant(state.submittedAt) },
  { head: 'Thời điểm tiếp nhận', width: 17, cell: ({ state }) => instant(state.acceptedAt) },
  { head: 'Hẹn trả kết quả', width: 17, cell: ({ state }) => instant(state.appointmentAt) },
  { head: 'Hẹn tạm tính', width: 10, cell: ({ state }) => (state.appointmentProvisional ? 'x' : null) },
  { head: 'Thời điểm xử lý xong', width: 17, cell: ({ state }) => instant(state.completedAt) },
  { head: 'Thời điểm trả kết quả', width: 17, cell: ({ state }) => instant(state.returnedAt) },
];
