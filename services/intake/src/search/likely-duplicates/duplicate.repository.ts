import { Injectable } from '@nestjs/common';
import { Statement, type Tx } from '@motcua/persistence';
import { undecidedStates } from '../../dossiers/index.js';

/** An open dossier of somebody who hands in another one. */
export interface OpenDossier {
  readonly code: string;
  readonly receivingAgency: string;
  readonly settlingAgency: string;
}

export interface SamePerson {
  readonly procedureCode: string;
  /** Sets of tokens of the blind index: who has all of one set is the same person. */
  readonly tokenSets: readonly (readonly Buffer[])[];
}

/** Enough to warn of; more of one person at one procedure is a question for a supervisor. */
const MOST = 20;
/** Of a firm that hands in more than this, not all are looked at. */
const MOST_OF_A_PERSON = 2_000;

/**
 * By the index of tokens first, whatever PostgreSQL expects of them: nobody has been here before as a rule, and to learn that
 * from the dossiers of the procedure takes all of them. An empty set stands for none, for an array is in every other one.
 */
const FIND = new Statement<OpenDossier>(`
  with same as materialized (
    select dossier_id, submitted_at, code, procedure_code, receiving_agency, settling_agency, status
    from dossier_search where tokens @> $1::bytea[] or tokens @> $2::bytea[] limit ${MOST_OF_A_PERSON})
  select code, receiving_agency as "receivingAgency", settling_agency as "settlingAgency"
  from same where procedure_code = $3 and status = any($4)
  order by submitted_at desc, dossier_id desc limit ${MOST}`);

/** Finds what the same person has under way already. */
@Injectable()
export class DuplicateRepository {
  /** Newest first. */
  async find(tx: Tx, { procedureCode, tokenSets }: SamePerson): Promise<readonly OpenDossier[]> {
    const [first, second = first] = tokenSets.filter(({ length }) => length > 0);
    return first ? FIND.run(tx, [first, second, procedureCode, undecidedStates]) : [];
  }
}
