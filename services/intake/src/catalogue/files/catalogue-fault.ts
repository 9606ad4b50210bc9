/** What keeps a catalogue from being imported: where it stands, what it says, and what to do. */
export interface CatalogueFault {
  /** Name of the file, as the clerk gave it. */
  readonly file: string;
  /** Line of the file, the header being 1; null: the file as a whole, or a row stored by an earlier import. */
  readonly line: number | null;
  readonly column: string | null;
  /** What the cell says, shortened; null: it is not about one cell. */
  readonly value: string | null;
  readonly problem: string;
  readonly remedy: string;
}

/** A fault before its place in the file is known. */
export type Complaint = Pick<CatalogueFault, 'problem' | 'remedy'> & Partial<Pick<CatalogueFault, 'column' | 'value'>>;

const SHOWN_CHARACTERS = 80;

export function faultAt(file: string, line: number | null, complaint: Complaint): CatalogueFault {
  const { column = null, value = null, problem, remedy } = complaint;
  const shown = value !== null && value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  return { file, line, column, value: shown, problem, remedy };
}
