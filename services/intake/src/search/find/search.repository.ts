import { Injectable } from '@nestjs/common';
import type { DossierStateV1 } from '@motcua/contracts';
import type { Tx } from '@motcua/persistence';
import type { SearchCriteria } from './search-criteria.js';
import type { SearchPosition } from './search-cursor.js';

/** A dossier as it is found. */
export interface FoundDossier {
  readonly revision: number;
  readonly state: DossierStateV1;
  /** Name of the procedure in the version that the dossier keeps; null: the catalogue does not have it. */
  readonly procedureName: string | null;
}

/** SQL with a `?` for each of its parameters. */
type Condition = readonly [sql: string, ...parameters: readonly unknown[]];

/** Reads the index of dossiers. The SQL holds only what is asked for, so that PostgreSQL plans for just that. */
@Injectable()
export class SearchRepository {
  /** Newest first, at most `limit`, from behind `after` on. */
  async page(
    tx: Tx,
    criteria: SearchCriteria,
    { after, limit }: { readonly after: SearchPosition | undefined; readonly limit: number },
  ): Promise<readonly FoundDossier[]> {
    const { sql, parameters } = joined([...conditionsOf(criteria), ...behind(after)]);
    const fence = mayExcludeEachOther(criteria) ? 'offset 0' : '';
    return (await tx.query(
      `select dossier.revision, dossier.state, procedure.name as "procedureName"
       from (
         select dossier_id, submitted_at
         from (select dossier_id, submitted_at from dossier_search where ${sql} ${fence}) as met
         order by submitted_at desc, dossier_id desc limit $${parameters.length + 1}
       ) as found
       join dossier on dossier.id = found.dossier_id
       left join procedure on procedure.code = dossier.state #>> '{procedure,code}'
         and procedure.version = (dossier.state #>> '{procedure,version}')::integer
       order by found.submitted_at desc, found.dossier_id desc`,
      [...parameters, limit],
    )) as FoundDossier[];
  }

  /** How many there are, counted no further than `most`. */
  async count(tx: Tx, criteria: SearchCriteria, most: number): Promise<number> {
    const { sql, parameters } = joined(conditionsOf(criteria));
    const [row] = (await tx.query(
      `select count(*)::integer as count from (select from dossier_search where ${sql} limit $${parameters.length + 1}) as found`,
      [...parameters, most],
    )) as [{ readonly count: number }];
    return row.count;
  }
}

/**
 * Whether several conditions are about agencies, as the beginning of a code does. PostgreSQL takes them for independent of
 * each other, so where they exclude each other it expects a page among the newest dossiers soon, and goes through all of
 * them. Behind `offset 0` it first finds what meets the conditions, and sorts that.
 */
function mayExcludeEachOther(criteria: SearchCriteria): boolean {
  const { receiving, code } = criteria;
  return placesOf(criteria).length + Number(receiving !== undefined) + Number(code !== undefined) > 1;
}

/** Sets of agencies to each of which a dossier must belong; none that another one implies. */
function placesOf({ seen, agencies, receiving }: SearchCriteria): readonly (readonly string[])[] {
  if (!seen) return agencies ? [agencies] : [];
  if ([agencies, receiving].some((asked) => asked && isWithin(asked, seen))) return agencies ? [agencies] : [];
  return agencies && !isWithin(seen, agencies) ? [seen, agencies] : [seen];
}

const isWithin = (some: readonly string[], all: readonly string[]): boolean => some.every((each) => all.includes(each));

function conditionsOf(criteria: SearchCriteria): readonly Condition[] {
  const { ids, receiving, code, tokens, procedure, states, officer, from, before } = criteria;
  return [
    ...(ids ? [['dossier_id = any(?::uuid[])', ids] as const] : []),
    ...placesOf(criteria).map(atAgencies),
    ...(receiving ? [['receiving_agency = any(?)', receiving] as const] : []),
    ...(code === undefined ? [] : [asCode(code.toUpperCase())]),
    ...(tokens.length === 0 ? [] : [['tokens @> ?::bytea[]', tokens] as const]),
    ...(procedure === undefined ? [] : [['procedure_code = ?', procedure] as const]),
    ...(states ? [['status = any(?)', states] as const] : []),
    ...(officer === undefined ? [] : [['case_officer = ?', officer] as const]),
    ...(from ? [['submitted_at >= ?', from] as const] : []),
    ...(before ? [['submitted_at < ?', before] as const] : []),
  ];
}

function atAgencies(codes: readonly string[]): Condition {
  return ['(receiving_agency = any(?) or settling_agency = any(?))', codes, codes];
}

/** Our codes are in capitals, those of other systems in any case. */
function asCode(capitals: string): Condition {
  return ['(code like ? or upper(external_code) = ?)', beginningWith(capitals), capitals];
}

function behind(after: SearchPosition | undefined): readonly Condition[] {
  return after ? [['(submitted_at, dossier_id) < (?, ?)', after.submittedAt, after.dossierId]] : [];
}

function beginningWith(text: string): string {
  return `${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}

/** The conditions as one, with the numbered parameters of PostgreSQL. */
function joined(conditions: readonly Condition[]): { readonly sql: string; readonly parameters: unknown[] } {
  let number = 0;
  const sql = conditions.map(([text]) => text.replaceAll('?', () => `$${(number += 1)}`)).join(' and ');
  return { sql: sql || 'true', parameters: conditions.flatMap(([, ...parameters]) => parameters) };
}
