import { localDayOf, newDossierId, type Clock } from '@motcua/kernel';
import { DossierImportedV1 } from '@motcua/contracts';
import type { Tx, UnitOfWork } from '@motcua/persistence';
import type { DossierRepository, NewDossier } from '../dossiers/index.js';
import type { CalendarsOfImport } from './calendars-of-import.js';
import type { ImportedLife } from './domain/imported-life.js';
import { lifeFaults, type ImportFault } from './domain/imported-life-faults.js';
import type { Draft } from './draft.js';
import { giveCodes } from './give-codes.js';
import type { ImportRepository } from './import.repository.js';
import { importedDossier } from './imported-dossier.js';
import type { PlaceImportedDossier } from './place-imported-dossier.js';
import type { FileRow } from './reading/file-rows.js';
import { fingerprintOf } from './reading/fingerprint.js';
import type { ImportRow } from './reading/import-row.js';
import { parseNationalCode, type NationalCode } from './reading/national-code.js';
import type { RowOutcome } from './reading/row-outcome.js';

/** So many rows are one transaction: a killed import has lost at most them, and takes them in when it is started again. */
export const BATCH_ROWS = 500;
const ATTEMPTS = 3;
const UNIQUE_VIOLATION = '23505';

export interface ImportDossiersOptions {
  readonly rows: AsyncIterable<FileRow>;
  /** Name of the other system. */
  readonly source: string;
  /** Check all and write nothing. */
  readonly dryRun: boolean;
  /** Called with what became of each batch, after it was committed. */
  readonly onBatch: (outcomes: readonly RowOutcome[]) => Promise<void>;
}

/** What came before a row, further up in the file or in an earlier import, and what it is compared with. */
interface Earlier {
  /** By external code. */
  readonly rows: Map<string, EarlierRow>;
  /** Dossier codes that are taken. */
  readonly codes: Set<string>;
}

interface EarlierRow {
  readonly fingerprint: string;
  readonly source: string;
  readonly dossierCode: string | null;
}

const nothingYet = (): Earlier => ({ rows: new Map(), codes: new Set() });

/** Takes in the dossiers of another one-stop system: each once, by its code there, and never over one that is in. */
export class ImportDossiers {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly places: PlaceImportedDossier,
    private readonly calendars: CalendarsOfImport,
    private readonly imports: ImportRepository,
    private readonly dossiers: DossierRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Holds one batch in memory; a dry run also some 200 bytes of each row, for the database does not say what it would
   * have taken in. What was committed stays, whatever happens after it.
   */
  async run(options: ImportDossiersOptions): Promise<void> {
    const tried = options.dryRun ? nothingYet() : null;
    let batch: FileRow[] = [];
    for await (const row of options.rows) {
      batch.push(row);
      if (batch.length < BATCH_ROWS) continue;
      await options.onBatch(await this.take(batch, options, tried));
      batch = [];
    }
    if (batch.length > 0) await options.onBatch(await this.take(batch, options, tried));
  }

  private async take(
    batch: readonly FileRow[],
    options: ImportDossiersOptions,
    tried: Earlier | null,
  ): Promise<readonly RowOutcome[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.unitOfWork.run((tx) => this.takeIn(tx, batch, options, tried ?? nothingYet()));
      } catch (error) {
        // A counter has just given a number that a row brings with it: the next attempt sees it.
        const { code } = error as { readonly code?: unknown };
        if (code !== UNIQUE_VIOLATION || attempt === ATTEMPTS) throw error;
      }
    }
  }

  private async takeIn(
    tx: Tx,
    batch: readonly FileRow[],
    { source, dryRun }: ImportDossiersOptions,
    earlier: Earlier,
  ): Promise<readonly RowOutcome[]> {
    if (!dryRun) await this.imports.holdOthers(tx);
    const rows = batch.flatMap(({ row }) => row ?? []);
    const codes = rows.map(({ externalCode }) => externalCode);
    for (const [code, known] of await this.imports.known(tx, codes)) earlier.rows.set(code, known);
    for (const code of await this.imports.takenCodes(tx, ownCodesOf(rows))) earlier.codes.add(code);
    const drafts: Draft[] = [];
    const outcomes: RowOutcome[] = [];
    for (const fileRow of batch) {
      const judged = await this.judge(tx, fileRow, earlier);
      if ('outcome' in judged) outcomes.push(judged);
      else {
        drafts.push(judged);
        const { externalCode, dossierCode } = judged.row;
        earlier.rows.set(externalCode, { fingerprint: judged.fingerprint, source, dossierCode: null });
        if (judged.ownCode) earlier.codes.add(dossierCode!);
      }
    }
    const given = dryRun ? sound(drafts) : await this.write(tx, drafts, source);
    return [...outcomes, ...given].toSorted((one, other) => one.line - other.line);
  }

  private async judge(
    tx: Tx,
    { line, externalCode, row, faults, warnings }: FileRow,
    earlier: Earlier,
  ): Promise<Draft | RowOutcome> {
    const rejected = (faults: readonly ImportFault[]): RowOutcome => ({
      line,
      externalCode,
      outcome: 'FAULTY',
      dossierCode: null,
      faults,
      warnings,
    });
    if (row === null) return rejected(faults);
    const fingerprint = fingerprintOf(row);
    const before = earlier.rows.get(row.externalCode);
    if (before) return { ...comparison(line, row.externalCode, before, fingerprint), warnings };
    const now = this.clock.now();
    const ownCode = row.dossierCode === null ? null : parseNationalCode(row.dossierCode);
    const found = [...lifeFaults(row, now), ...codeFaults(row, ownCode, earlier.codes)];
    const placement = await this.places.run(tx, row, localDayOf(now));
    if (!('procedure' in placement)) return rejected([...found, ...placement]);
    const counted = await this.calendars.count(tx, row, placement.calendarId, now);
    if (counted.faults.length > 0 || found.length > 0) return rejected([...found, ...counted.faults]);
    const { waitedWorkingMinutes } = counted;
    return { line, row, warnings, fingerprint, placement, waitedWorkingMinutes, ownCode };
  }

  private async write(tx: Tx, drafts: readonly Draft[], source: string): Promise<readonly RowOutcome[]> {
    if (drafts.length === 0) return [];
    const dossierCodes = await giveCodes(tx, this.imports, drafts);
    const entries = drafts.map((draft, index) => newDossier(draft, dossierCodes[index]!));
    const now = this.clock.now();
    const change = { definition: DossierImportedV1, happenedAt: now, actor: `import:${source}` };
    await this.dossiers.insertAll(tx, entries, change);
    const taken = entries.map(({ dossier: { state } }, index) => {
      const { row, fingerprint } = drafts[index]!;
      return { externalCode: row.externalCode, dossierId: state.dossierId, fingerprint };
    });
    await this.imports.insert(tx, source, taken, now);
    return drafts.map((draft, index) => goesIn(draft, 'IMPORTED', dossierCodes[index]!));
  }
}

const ownCodesOf = (rows: readonly ImportRow[]): readonly string[] =>
  rows.flatMap(({ dossierCode }) => (dossierCode !== null && parseNationalCode(dossierCode) ? [dossierCode] : []));

function codeFaults(
  { dossierCode }: ImportRow,
  ownCode: NationalCode | null,
  taken: ReadonlySet<string>,
): readonly ImportFault[] {
  if (ownCode === null || !taken.has(dossierCode!)) return [];
  const remedy = 'Correct the code, or leave it empty: the dossier then gets a new one.';
  return [{ field: 'dossierCode', value: dossierCode, problem: 'Another dossier has this code.', remedy }];
}

function comparison(
  line: number,
  externalCode: string,
  before: EarlierRow,
  fingerprint: string,
): Omit<RowOutcome, 'warnings'> {
  const { dossierCode } = before;
  if (before.fingerprint === fingerprint) {
    return { line, externalCode, outcome: 'ALREADY_THERE', dossierCode, faults: [] };
  }
  const problem = `A dossier with this code was taken in from ${before.source} with other content.`;
  const remedy = 'An import changes nothing that is in: correct the dossier at its agency if the row is right.';
  const fault = { field: 'externalCode', value: externalCode, problem, remedy };
  return { line, externalCode, outcome: 'DIFFERS', dossierCode, faults: [fault] };
}

const sound = (drafts: readonly Draft[]): readonly RowOutcome[] =>
  drafts.map((draft) => goesIn(draft, draft.warnings.length > 0 ? 'WARNING' : 'SOUND', null));

function goesIn(
  { line, row, warnings }: Draft,
  outcome: RowOutcome['outcome'],
  dossierCode: string | null,
): RowOutcome {
  return { line, externalCode: row.externalCode, outcome, dossierCode, faults: [], warnings };
}

function newDossier({ row, placement, waitedWorkingMinutes }: Draft, dossierCode: string): NewDossier {
  const { externalCode, channel, partyKind, eIdVerified, components } = row;
  const known = { dossierId: newDossierId(), dossierCode, externalCode, channel, partyKind, eIdVerified, components };
  return {
    dossier: importedDossier({ ...known, ...placement }, lifeOf(row), waitedWorkingMinutes),
    applicant: {
      kind: partyKind,
      name: row.applicantName,
      phone: row.applicantPhone ?? undefined,
      idNumber: row.applicantIdNumber ?? undefined,
    },
  };
}

function lifeOf(row: ImportRow): ImportedLife {
  const { submittedAt, acceptedAt, refusedAt, appointmentAt, completedAt, returnedAt, withdrawnAt, terminatedAt } = row;
  const instants = { submittedAt, acceptedAt, refusedAt, appointmentAt, completedAt, returnedAt, withdrawnAt };
  const { result, electronicResult, suspensions } = row;
  const supplements = row.supplements.toSorted((one, other) => (one.requestedAt < other.requestedAt ? -1 : 1));
  const inOrder = suspensions.toSorted((one, other) => (one.from < other.from ? -1 : 1));
  return { ...instants, terminatedAt, result, electronicResult, supplements, suspensions: inOrder };
}
