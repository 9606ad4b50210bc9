import { Injectable } from '@nestjs/common';
import { AppError, type LocalDay } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { AgencyEntity, ProcedureEntity } from './entities.js';

/** A changed tree is seen after this time at the latest. */
const PATHS_KEPT_MS = 10_000;

/** Agencies and procedures, as imported. */
@Injectable()
export class CatalogueRepository {
  /** Paths read lately: every command asks for one, and the tree changes by imports only. */
  private paths = new Map<string, readonly string[]>();
  private pathsReadAt = 0;

  async agencies(tx: Tx): Promise<readonly AgencyEntity[]> {
    return tx.find(AgencyEntity, { order: { code: 'ASC' } });
  }

  async procedures(tx: Tx): Promise<readonly ProcedureEntity[]> {
    return tx.find(ProcedureEntity, { order: { code: 'ASC', version: 'ASC' } });
  }

  /**
   * The codes from the root of the tree down to an agency, both included.
   * @throws AppError `agency-unknown`
   */
  async agencyPath(tx: Tx, code: string): Promise<readonly string[]> {
    if (Date.now() - this.pathsReadAt > PATHS_KEPT_MS) {
      this.paths = new Map();
      this.pathsReadAt = Date.now();
    }
    const path = this.paths.get(code) ?? (await this.readPath(tx, code));
    this.paths.set(code, path);
    return path;
  }

  private async readPath(tx: Tx, code: string): Promise<readonly string[]> {
    const rows = (await tx.query(
      `with recursive above as (
         select code, parent, 1 as height from agency where code = $1
         union all
         select agency.code, agency.parent, above.height + 1 from agency join above on agency.code = above.parent
       )
       select code from above order by height desc`,
      [code],
    )) as { code: string }[];
    if (rows.length === 0) {
      throw new AppError(`No agency has the code ${code}: see GET /agencies.`, {
        code: 'agency-unknown',
        retryable: false,
      });
    }
    return rows.map((row) => row.code);
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
}
