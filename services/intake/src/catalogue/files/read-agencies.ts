import { agencyKinds, type AgencyVersion } from '../versions/agency-version.js';
import type { Complaint } from './catalogue-fault.js';
import { agencyCode, localDay, optional, textOf, wordOf, wrong } from './cell-reader.js';
import { readRows, type ReadRows } from './read-rows.js';
import type { CatalogueFile } from './read-table.js';

const NAME_CHARACTERS = 200;

const readers = {
  code: agencyCode,
  name: textOf(NAME_CHARACTERS),
  kind: wordOf(agencyKinds),
  parent: optional(agencyCode),
  calendarId: (text: string) =>
    /^[a-z][a-z0-9-]{0,39}$/.test(text) ? text : wrong('This is no calendar.', 'Write its id, like province.'),
  validFrom: localDay,
  validUntil: optional(localDay),
  successor: optional(agencyCode),
};

export const agencyKey = ({ code, validFrom }: AgencyVersion): string => `${code} from ${validFrom}`;

/** The versions of agencies in a file, each sound in itself. */
export function readAgencies(file: CatalogueFile): ReadRows<AgencyVersion> {
  return readRows(file, { readers, build, keyOf: agencyKey });
}

function build(row: AgencyVersion, complain: (complaint: Complaint) => void): AgencyVersion {
  const { code, kind, parent, validFrom, validUntil, successor } = row;
  if (kind === 'PROVINCE' && parent !== null)
    complain({
      column: 'parent',
      value: parent,
      problem: 'The province has a parent.',
      remedy: 'Leave the cell empty.',
    });
  if (kind !== 'PROVINCE' && parent === null)
    complain({
      column: 'parent',
      value: '',
      problem: `A ${kind} hangs under nothing.`,
      remedy: 'Write the code above it.',
    });
  if (validUntil !== null && validUntil < validFrom) {
    const problem = `It would end before it begins on ${validFrom}.`;
    complain({ column: 'validUntil', value: validUntil, problem, remedy: 'Write its last day.' });
  }
  if (successor !== null && validUntil === null) {
    const problem = 'There is a successor, but no end.';
    complain({ column: 'successor', value: successor, problem, remedy: 'Write validUntil, or leave the cell empty.' });
  }
  if (successor === code)
    complain({
      column: 'successor',
      value: code,
      problem: 'It would succeed itself.',
      remedy: 'Write another agency.',
    });
  return row;
}
