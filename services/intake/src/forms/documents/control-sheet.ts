import type { Content } from 'pdfmake/interfaces.js';
import type { Outcome } from '@motcua/working-calendar';
import { shortInstant } from '../../texts/index.js';
import { dossierFacts } from './parts/dossier-facts.js';
import { outcomeText } from './parts/local-texts.js';
import { fact } from './parts/paragraphs.js';
import { printableLine } from './parts/printable.js';
import type { PrintedDocument } from './parts/render-pdf.js';
import { ruledTable, type TableColumn } from './parts/ruled-table.js';
import { signatures } from './parts/signatures.js';
import { slipDocument } from './parts/slip-document.js';
import type { Slip } from './slip.js';

export interface HandOverParty {
  readonly agencyName: string;
  /** `null` when a whole agency, not a person, hands over or takes. */
  readonly officerName: string | null;
}

/** The dossier passing from one hand to the next. */
export interface HandOver {
  readonly from: HandOverParty;
  readonly to: HandOverParty;
  readonly handedOverAt: Date;
  readonly stepName: string;
  readonly stepDueAt: Date | null;
  /** `DONE`: there was no due instant to judge it by; `null` while the step is open. */
  readonly outcome: Outcome | 'DONE' | null;
  readonly note: string | null;
}

/** Phiếu kiểm soát quá trình giải quyết hồ sơ: every hand-over in the order given, none merged or left out. */
export interface ControlSheet extends Slip {
  readonly kind: 'control-sheet';
  readonly settlingAgencyName: string;
  readonly handOvers: readonly HandOver[];
  readonly officerName: string;
}

const COLUMNS: readonly TableColumn[] = [
  { head: 'STT', width: 26, centred: true },
  { head: 'Giao, nhận hồ sơ', width: 144 },
  { head: 'Thời điểm giao, nhận', width: 60, centred: true },
  { head: 'Bước xử lý', width: 106 },
  { head: 'Kết quả', width: 52, centred: true },
  { head: 'Ghi chú', width: 53 },
];

export function controlSheetDocument(form: ControlSheet): PrintedDocument {
  return slipDocument(form, [
    ...dossierFacts(form.dossier),
    ...fact('Cơ quan giải quyết hồ sơ', form.settlingAgencyName),
    trail(form.handOvers),
    signatures({ role: 'Người lập phiếu', instruction: 'Ký và ghi rõ họ tên', name: form.officerName }),
  ]);
}

function trail(handOvers: readonly HandOver[]): Content {
  if (handOvers.length === 0) return { text: 'Chưa có lần giao, nhận nào.', italics: true };
  return { ...ruledTable({ columns: COLUMNS, rows: handOvers.map(trailRow), fontSize: 11 }), margin: [0, 6, 0, 0] };
}

function trailRow(handOver: HandOver, index: number): readonly string[] {
  const { from, to, handedOverAt, stepName, stepDueAt, outcome, note } = handOver;
  const due = stepDueAt === null ? 'không đặt hạn' : shortInstant(stepDueAt);
  return [
    String(index + 1),
    `Giao: ${partyText(from)}\nNhận: ${partyText(to)}`,
    shortInstant(handedOverAt),
    `${printableLine(stepName)}\nHạn: ${due}`,
    resultText(outcome),
    printableLine(note ?? ''),
  ];
}

function resultText(outcome: HandOver['outcome']): string {
  if (outcome === null) return 'Đang xử lý';
  return outcome === 'DONE' ? 'Đã xử lý xong' : outcomeText(outcome);
}

function partyText({ agencyName, officerName }: HandOverParty): string {
  return officerName === null
    ? printableLine(agencyName)
    : `${printableLine(agencyName)}\n(${printableLine(officerName)})`;
}
