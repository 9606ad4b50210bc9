import type { Content } from 'pdfmake/interfaces.js';
import { localDayOf } from '@motcua/kernel';
import { spokenDay } from '../../../texts/index.js';
import type { FormHeading } from '../form-heading.js';
import type { IssuingAgency } from '../slip.js';
import { evenLines } from './even-lines.js';
import { printableLine } from './printable.js';

/** Bold capitals of 12 points that fit beside the State's name. */
const LONGEST_NAME_LINE = 27;

export interface NationalHeadOptions {
  readonly heading: FormHeading;
  readonly agency: IssuingAgency;
  readonly issuedAt: Date;
  /** Stands under the agency, where a document has its number. @default nothing */
  readonly reference?: string;
}

/**
 * The head of an office document: agency at the left, the State's name and motto at the right with a rule under each,
 * above them the number of the form. Source: Decree 30/2020/NĐ-CP, annex I.
 */
export function nationalHead(options: NationalHeadOptions): Content[] {
  const { heading, agency, issuedAt, reference } = options;
  return [
    formNumber(heading),
    {
      columns: [
        // Shares of the page, because a column that follows its content lets a long word push the other off the paper.
        { width: '46%', stack: agencyLines(agency, reference) },
        { width: '52%', stack: stateLines(agency.place, issuedAt) },
      ],
      columnGap: 8,
    },
  ];
}

function formNumber({ number, source }: FormHeading): Content {
  if (number === null) return [];
  return {
    text: [
      { text: `Mẫu số ${number}`, bold: true },
      { text: ` (${source})`, italics: true },
    ],
    fontSize: 10,
    alignment: 'right',
    margin: [0, 0, 0, 8],
  };
}

function agencyLines({ name, parentName }: IssuingAgency, reference: string | undefined): Content[] {
  const parent: Content[] =
    parentName === null ? [] : [{ text: inCapitals(parentName), fontSize: 12, alignment: 'center' }];
  const below: Content[] =
    reference === undefined
      ? []
      : [{ text: printableLine(reference), fontSize: 12, alignment: 'center', margin: [0, 6, 0, 0] }];
  return [...parent, { text: inCapitals(name), fontSize: 12, bold: true, alignment: 'center' }, rule(70), ...below];
}

function stateLines(place: string, issuedAt: Date): Content[] {
  return [
    { text: 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', fontSize: 12, bold: true, alignment: 'center', noWrap: true },
    { text: 'Độc lập - Tự do - Hạnh phúc', bold: true, alignment: 'center' },
    rule(166),
    {
      text: `${printableLine(place)}, ${spokenDay(localDayOf(issuedAt))}`,
      italics: true,
      alignment: 'center',
      margin: [0, 6, 0, 0],
    },
  ];
}

function rule(width: number): Content {
  return {
    canvas: [{ type: 'line', x1: 0, y1: 2.5, x2: width, y2: 2.5, lineWidth: 0.8 }],
    alignment: 'center',
  };
}

function inCapitals(name: string): string {
  return evenLines(printableLine(name).toLocaleUpperCase('vi'), LONGEST_NAME_LINE);
}
