import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import type { Tx } from '@motcua/persistence';
import type { PaymentCase } from '../domain/payment-case.js';
import { CaseReader, type CaseCounts, type CaseFilter } from '../persistence/case.reader.js';
import { CaseRepository, type CaseStep } from '../persistence/case.repository.js';
import { PROVINCE_AGENCY } from '../province-agency.js';

const READERS: readonly Role[] = [Role.Supervisor, Role.Leader];

export interface CaseList {
  readonly openByReason: CaseCounts;
  readonly cases: readonly PaymentCase[];
}

/** Reads cases, for supervisors and leaders of the order's agency or above it; for an unknown order, of the root agency. */
@Injectable()
export class ReadCases {
  constructor(
    private readonly reader: CaseReader,
    private readonly cases: CaseRepository,
    @Inject(PROVINCE_AGENCY) private readonly province: string,
  ) {}

  /** Only the cases that the principal may see. */
  async list(tx: Tx, filter: CaseFilter, principal: Principal): Promise<CaseList> {
    const agencies = principal.roles.filter(({ role }) => READERS.includes(role)).map(({ agency }) => agency);
    const scope = { agencies, unknownOrders: agencies.includes(this.province) };
    return {
      openByReason: await this.reader.countOpen(tx, scope),
      cases: await this.reader.list(tx, scope, filter),
    };
  }

  /** @throws AppError `case-not-found`, `forbidden` */
  async read(tx: Tx, caseId: string, principal: Principal): Promise<PaymentCase & { history: readonly CaseStep[] }> {
    const paymentCase = await this.reader.read(tx, caseId);
    principal.require(READERS, pathOf(paymentCase, this.province));
    return { ...paymentCase, history: await this.cases.history(tx, caseId) };
  }
}

/** The agencies at which a role counts for a case. */
export function pathOf({ agencyPath }: PaymentCase, province: string): readonly string[] {
  return agencyPath.length > 0 ? agencyPath : [province];
}
