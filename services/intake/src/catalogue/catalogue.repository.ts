import { Injectable } from '@nestjs/common';
import { addLocalDays, AppError, AppErrorKind, type LocalDay } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { Raw } from 'typeorm';
import { AgencyEntity, ProcedureEntity } from './catalogue.entities.js';

/** A changed tree is seen after this time at the latest. */
const KEPT_MS = 10_000;

/** An agency on a day, with all above it. */
export interface PlacedAgency {
  readonly code: string;
  readonly calendarId: string;
  /** Codes from the root of the tree down to the agency, both included. */
  readonly path: readonly string[];
}

/** How an agency is called, and the one above it. */
export interface AgencyName {
  readonly name: string;
  readonly parentName: string | null;
}

interface VersionRow {
  readonly code: string;
  readonly name: string;
  readonly parent: string | null;
  readonly calendar_id: string;
  readonly valid_from: LocalDay;
  readonly valid_until: LocalDay | null;
  readonly successor: string | null;
}

/** Who settles what an ended agency left open, as it stands now. */
export interface Heir extends PlacedAgency {
  /** The first local day on which it does. */
  readonly since: LocalDay;
}

/** Agencies and procedures, as imported. */
@Injectable()
export class CatalogueRepository {
  /** The whole tree, read lately: every command asks for a place in it, and it changes by imports only. */
  private versions: Promise<ReadonlyMap<string, readonly VersionRow[]>> | undefined;
  private readAt = 0;

  /** Every agency that ever was, as it stands or stood last. */
  async agencies(tx: Tx): Promise<readonly AgencyEntity[]> {
    const versions = await tx.find(AgencyEntity, { order: { code: 'ASC', validFrom: 'ASC' } });
    return [...new Map(versions.map((version) => [version.code, version])).values()];
  }

  async agenciesOn(tx: Tx, day: LocalDay): Promise<readonly AgencyEntity[]> {
    const inForce = Raw((column) => `(${column} is null or ${column} >= :day)`, { day });
    const begun = Raw((column) => `${column} <= :day`, { day });
    return tx.find(AgencyEntity, { where: { validFrom: begun, validUntil: inForce }, order: { code: 'ASC' } });
  }

  /** Every agency that ever was: as it stands on the day, or as it stood last. */
  async agenciesKnownOn(tx: Tx, day: LocalDay): Promise<readonly AgencyEntity[]> {
    const last = await this.agencies(tx);
    const present = await this.agenciesOn(tx, day);
    return [...new Map([...last, ...present].map((agency) => [agency.code, agency])).values()];
  }

  /** Names agencies on a day: as they stand then, by who took them over, or as they stood last; else by the code. */
  async naming(tx: Tx): Promise<(code: string, day: LocalDay) => AgencyName> {
    const versions = await this.readVersions(tx);
    return (code, day) => nameOn(versions, code, day);
  }

  async procedures(tx: Tx): Promise<readonly ProcedureEntity[]> {
    return tx.find(ProcedureEntity, { order: { code: 'ASC', version: 'ASC' } });
  }

  /**
   * An agency as it stands on a day.
   * @throws AppError `agency-unknown`, `agency-not-in-force` (ended, and by whom it was taken over; or not begun)
   */
  async agencyOn(tx: Tx, code: string, day: LocalDay): Promise<PlacedAgency> {
    const versions = await this.readVersions(tx);
    const version = inForceOn(versions.get(code), day);
    if (!version) throw agencyNotInForce(code, day, versions.get(code));
    return { code, calendarId: version.calendar_id, path: pathOf(versions, version, day) };
  }

  /**
   * Where the rights over an agency lie on a day: its own path, or after its end the path of who took it over.
   * @throws AppError `agency-unknown`, `agency-not-in-force` when it ended without a successor
   */
  async pathOfHeir(tx: Tx, code: string, day: LocalDay): Promise<readonly string[]> {
    const versions = await this.readVersions(tx);
    let heir = code;
    // A chain of successors is followed; the import refuses cycles.
    for (let version = inForceOn(versions.get(heir), day); !version; version = inForceOn(versions.get(heir), day)) {
      const successor = versions.get(heir)?.at(-1)?.successor;
      if (!successor) throw agencyNotInForce(heir, day, versions.get(heir));
      heir = successor;
    }
    return pathOf(versions, inForceOn(versions.get(heir), day)!, day);
  }

  /** Agencies that have ended for good before a day. */
  async endedBefore(tx: Tx, day: LocalDay): Promise<readonly string[]> {
    const versions = await this.readVersions(tx);
    return [...versions.keys()].filter((code) => (versions.get(code)?.at(-1)?.valid_until ?? day) < day);
  }

  /**
   * Who settles on a day what an agency left open; null while it has not ended itself.
   * @throws AppError `agency-unknown`, `agency-not-in-force` when it ended and nobody took over
   */
  async heirOf(tx: Tx, code: string, day: LocalDay): Promise<Heir | null> {
    const versions = await this.readVersions(tx);
    let [heir, since] = [code, ''];
    for (let last = versions.get(heir)?.at(-1); last?.valid_until && last.valid_until < day;) {
      if (!last.successor) throw agencyNotInForce(heir, day, versions.get(heir));
      heir = last.successor;
      since = addLocalDays(last.valid_until, 1);
      last = versions.get(heir)?.at(-1);
    }
    return heir === code ? null : { ...(await this.agencyOn(tx, heir, day)), since };
  }

  /**
   * The version of a procedure that is in force on a day.
   * @throws AppError `procedure-unknown`
   */
  async procedureOn(tx: Tx, code: string, day: LocalDay): Promise<ProcedureEntity> {
    const procedure = await tx
      .createQueryBuilder(ProcedureEntity, 'procedure')
      .where('procedure.code = :code and procedure.validFrom <= :day', { code, day })
      .orderBy('procedure.version', 'DESC')
      .getOne();
    if (!procedure) {
      throw new AppError(`No procedure ${code} is in force on ${day}: see GET /procedures.`, {
        code: 'procedure-unknown',
        retryable: false,
      });
    }
    return procedure;
  }

  /** The version of a procedure that a dossier keeps; null: the catalogue does not have it. */
  async procedureVersion(tx: Tx, code: string, version: number): Promise<ProcedureEntity | null> {
    return tx.findOneBy(ProcedureEntity, { code, version });
  }

  private async readVersions(tx: Tx): Promise<ReadonlyMap<string, readonly VersionRow[]>> {
    if (this.versions === undefined || Date.now() - this.readAt > KEPT_MS) {
      this.readAt = Date.now();
      this.versions = readAll(tx);
      this.versions.catch(() => (this.versions = undefined));
    }
    return this.versions;
  }
}

async function readAll(tx: Tx): Promise<ReadonlyMap<string, readonly VersionRow[]>> {
  const rows = (await tx.query(
    `select code, name, parent, calendar_id, valid_from::text, valid_until::text, successor
     from agency order by code, valid_from`,
  )) as VersionRow[];
  const versions = new Map<string, VersionRow[]>();
  for (const row of rows) versions.set(row.code, [...(versions.get(row.code) ?? []), row]);
  return versions;
}

function inForceOn(versions: readonly VersionRow[] | undefined, day: LocalDay): VersionRow | undefined {
  return versions?.findLast(
    ({ valid_from: from, valid_until: until }) => from <= day && (until === null || day <= until),
  );
}

function nameOn(versions: ReadonlyMap<string, readonly VersionRow[]>, code: string, day: LocalDay): AgencyName {
  const last = versions.get(code)?.at(-1);
  const version = inForceOn(versions.get(code), day);
  if (!version && last?.successor && last.valid_until !== null && last.valid_until < day) {
    return nameOn(versions, last.successor, day);
  }
  const standing = version ?? last;
  const parent = standing?.parent ? versions.get(standing.parent) : undefined;
  return {
    name: standing?.name ?? code,
    parentName: (inForceOn(parent, day) ?? parent?.at(-1))?.name ?? null,
  };
}

function pathOf(
  versions: ReadonlyMap<string, readonly VersionRow[]>,
  version: VersionRow,
  day: LocalDay,
): readonly string[] {
  const path = [version.code];
  let parent = version.parent;
  while (parent !== null && !path.includes(parent)) {
    path.unshift(parent);
    parent = inForceOn(versions.get(parent), day)?.parent ?? null;
  }
  return path;
}

function agencyNotInForce(code: string, day: LocalDay, versions: readonly VersionRow[] | undefined): AppError {
  const last = versions?.at(-1);
  if (!last) {
    return new AppError(`No agency has the code ${code}: see GET /agencies.`, {
      code: 'agency-unknown',
      retryable: false,
    });
  }
  const ended = last.valid_until !== null && last.valid_until < day;
  const why = ended ? `ended on ${last.valid_until}` : `begins on ${versions![0]!.valid_from}`;
  const remedy = ended && last.successor ? ` Use ${last.successor}, which took it over.` : '';
  return new AppError(`Agency ${code} (${last.name}) is not in force on ${day}: it ${why}.${remedy}`, {
    code: 'agency-not-in-force',
    retryable: false,
    kind: AppErrorKind.Unprocessable,
    details: { successor: last.successor },
  });
}
