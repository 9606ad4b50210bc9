import { seal, unseal, type KeyRing, type LocalDay } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import type { NationalCode } from './reading/national-code.js';

/** A row that an import has taken in, now or before. */
export interface TakenRow {
  readonly externalCode: string;
  readonly dossierId: string;
  readonly fingerprint: string;
}

export interface KnownRow extends TakenRow {
  readonly source: string;
  readonly dossierCode: string;
}

/** How many numbers an agency's day is asked for. */
export interface WantedNumbers {
  readonly agency: string;
  readonly day: LocalDay;
  readonly count: number;
}

interface KnownRecord {
  readonly external_code: string;
  readonly dossier_id: string;
  readonly source: string;
  readonly sealed: string;
  readonly code: string;
}

/** What imports have taken in, and the codes that they give. */
export class ImportRepository {
  constructor(private readonly keyRing: KeyRing) {}

  /** Lets no other import into this database until the transaction has ended: what is known then stays true. */
  async holdOthers(tx: Tx): Promise<void> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('motcua dossier import'))`);
  }

  async known(tx: Tx, externalCodes: readonly string[]): Promise<ReadonlyMap<string, KnownRow>> {
    const rows = (await tx.query(
      `select imported.external_code, imported.dossier_id, imported.source, imported.sealed, dossier.code
       from imported_dossier as imported join dossier on dossier.id = imported.dossier_id
       where imported.external_code = any($1)`,
      [externalCodes],
    )) as KnownRecord[];
    return new Map(rows.map((row) => [row.external_code, this.knownRow(row)]));
  }

  private knownRow({
    external_code: externalCode,
    dossier_id: dossierId,
    sealed,
    source,
    code,
  }: KnownRecord): KnownRow {
    const fingerprint = String(unseal(this.keyRing, dossierId, sealed));
    return { externalCode, dossierId, fingerprint, source, dossierCode: code };
  }

  async insert(tx: Tx, source: string, rows: readonly TakenRow[], importedAt: Date): Promise<void> {
    await tx.query(
      `insert into imported_dossier (external_code, source, dossier_id, sealed, imported_at)
       select external_code, $1, dossier_id, sealed, $2
       from unnest($3::text[], $4::uuid[], $5::text[]) as taken (external_code, dossier_id, sealed)`,
      [
        source,
        importedAt,
        rows.map(({ externalCode }) => externalCode),
        rows.map(({ dossierId }) => dossierId),
        rows.map(({ dossierId, fingerprint }) => seal(this.keyRing, dossierId, fingerprint)),
      ],
    );
  }

  /** Which of these dossier codes belong to a dossier already. */
  async takenCodes(tx: Tx, dossierCodes: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = (await tx.query('select code from dossier where code = any($1)', [dossierCodes])) as {
      readonly code: string;
    }[];
    return new Set(rows.map(({ code }) => code));
  }

  /** Lets the sequences of agencies and days go on after numbers that came from elsewhere, so that none is given twice. */
  async passNumbers(tx: Tx, codes: readonly NationalCode[]): Promise<void> {
    await tx.query(
      `insert into dossier_sequence as sequence (agency, day, last_number)
       select agency, day, max(number) from unnest($1::text[], $2::date[], $3::integer[]) as passed (agency, day, number)
       group by agency, day order by agency, day
       on conflict (agency, day) do update set last_number = excluded.last_number
       where sequence.last_number < excluded.last_number`,
      [codes.map(({ agency }) => agency), codes.map(({ day }) => day), codes.map(({ number }) => number)],
    );
  }

  /** @returns the last of the numbers that are given to each agency's day, by `<agency> <day>`; ordered, so that no two deadlock */
  async nextNumbers(tx: Tx, wanted: readonly WantedNumbers[]): Promise<ReadonlyMap<string, number>> {
    const rows = (await tx.query(
      `insert into dossier_sequence as sequence (agency, day, last_number)
       select agency, day, count from unnest($1::text[], $2::date[], $3::integer[]) as wanted (agency, day, count)
       order by agency, day
       on conflict (agency, day) do update set last_number = sequence.last_number + excluded.last_number
       returning agency, day::text, last_number`,
      [wanted.map(({ agency }) => agency), wanted.map(({ day }) => day), wanted.map(({ count }) => count)],
    )) as { readonly agency: string; readonly day: string; readonly last_number: number }[];
    return new Map(rows.map(({ agency, day, last_number: last }) => [`${agency} ${day}`, last]));
  }
}
