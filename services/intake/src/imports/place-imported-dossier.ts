import { AppError, localDayOf, type LocalDay } from '@motcua/kernel';
import type { DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { CatalogueRepository, PlacedAgency, ProcedureEntity } from '../catalogue/index.js';
import { asKept } from '../dossiers/index.js';
import type { ImportFault } from './domain/imported-life-faults.js';
import { isOpen } from './imported-dossier.js';
import type { ImportRow } from './reading/import-row.js';

/** Where an imported dossier belongs, and its procedure as it stood on the day of receipt. */
export type Placement = Pick<
  DossierStateV1,
  'procedure' | 'calendarId' | 'receivingAgency' | 'settlingAgency' | 'settlingAgencyPath'
>;

type ProcedureHistory = ReadonlyMap<string, readonly ProcedureEntity[]>;

/** Finds the places of imported dossiers in the catalogue. Procedures are read once for a whole import. */
export class PlaceImportedDossier {
  private procedures: Promise<ProcedureHistory> | undefined;

  constructor(private readonly catalogue: CatalogueRepository) {}

  /** The placement of a row; or why the catalogue has no place for it, field by field. */
  async run(tx: Tx, row: ImportRow, today: LocalDay): Promise<Placement | readonly ImportFault[]> {
    const day = localDayOf(new Date(row.submittedAt));
    const faults: ImportFault[] = [];
    const found = async <Found>(field: string, value: string, find: () => Promise<Found>): Promise<Found | null> =>
      find().catch((error: unknown) => {
        // Only what the catalogue says of the row; a lost database is no fault of it.
        if (!(error instanceof AppError) || error.retryable) throw error;
        faults.push({ field, value, problem: error.message, remedy: '' });
        return null;
      });
    const { receivingAgency, settlingAgency, procedureCode } = row;
    const receiving = await found('receivingAgency', receivingAgency, () =>
      this.catalogue.agencyOn(tx, receivingAgency, day),
    );
    const named = settlingAgency ?? receivingAgency;
    const settling =
      named === receivingAgency && !receiving
        ? null
        : await found('settlingAgency', named, () => this.settling(tx, row, named, day, today));
    const procedure = await found('procedureCode', procedureCode, () => this.procedureOn(tx, procedureCode, day));
    if (procedure) faults.push(...unknownComponents(row, procedure));
    if (faults.length > 0 || !receiving || !settling || !procedure) return faults;
    const places = { receivingAgency, settlingAgency: settling.code, channel: row.channel };
    return {
      procedure: asKept(procedure, places),
      calendarId: settling.calendarId,
      receivingAgency,
      settlingAgency: settling.code,
      settlingAgencyPath: [...settling.path],
    };
  }

  /** As it stood on the day of receipt; for what is still open and has lost its agency since, who took that over. */
  private async settling(
    tx: Tx,
    row: ImportRow,
    agency: string,
    day: LocalDay,
    today: LocalDay,
  ): Promise<PlacedAgency> {
    const placed = await this.catalogue.agencyOn(tx, agency, day);
    if (!isOpen(row)) return placed;
    return (await this.catalogue.heirOf(tx, agency, today)) ?? placed;
  }

  private async procedureOn(tx: Tx, code: string, day: LocalDay): Promise<ProcedureEntity> {
    this.procedures ??= this.readProcedures(tx);
    const procedure = (await this.procedures).get(code)?.findLast(({ validFrom }) => validFrom <= day);
    if (procedure) return procedure;
    throw new AppError(`No procedure ${code} is in force on ${day}: correct the code, or add it to the catalogue.`, {
      code: 'procedure-unknown',
      retryable: false,
    });
  }

  private async readProcedures(tx: Tx): Promise<ProcedureHistory> {
    return Map.groupBy(await this.catalogue.procedures(tx), ({ code }) => code);
  }
}

function unknownComponents(row: ImportRow, { code, version, components }: ProcedureEntity): readonly ImportFault[] {
  const unknown = row.components.filter((given) => components.every((known) => known.code !== given.code));
  if (unknown.length === 0) return [];
  const problem = `Procedure ${code}, version ${version}, has no component ${unknown.map((each) => each.code).join(', ')}.`;
  const remedy = `It has ${components.map((known) => known.code).join(', ') || 'none'}.`;
  return [{ field: 'components', value: null, problem, remedy }];
}
