import { Inject, Injectable } from '@nestjs/common';
import { Role, type Principal } from '@motcua/auth';
import { requireRevision } from '@motcua/http';
import { CLOCK, type Clock } from '@motcua/kernel';
import type { Tx } from '@motcua/persistence';
import { closeCase, type CaseOutcome, type PaymentCase } from '../domain/payment-case.js';
import { CaseReader } from '../persistence/case.reader.js';
import { CaseRepository, type CaseStep } from '../persistence/case.repository.js';
import { PROVINCE_AGENCY } from '../province-agency.js';
import { pathOf } from './read-cases.js';

export interface CloseCaseOptions {
  readonly caseId: string;
  /** The revision that the supervisor decided on. */
  readonly expectedRevision: number;
  readonly outcome: CaseOutcome;
  readonly reference: string | null;
  readonly principal: Principal;
}

/** A supervisor closes a case; its history keeps who, when and the outcome. No order changes by it. */
@Injectable()
export class CloseCase {
  constructor(
    private readonly cases: CaseRepository,
    private readonly reader: CaseReader,
    @Inject(PROVINCE_AGENCY) private readonly province: string,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError `case-not-found`, `forbidden`, `revision-stale`, `illegal-transition` */
  async run(tx: Tx, options: CloseCaseOptions): Promise<PaymentCase & { history: readonly CaseStep[] }> {
    const { caseId, expectedRevision, outcome, reference, principal } = options;
    await this.cases.lock(tx, caseId);
    const paymentCase = await this.reader.read(tx, caseId);
    principal.require(Role.Supervisor, pathOf(paymentCase, this.province));
    await requireRevision({ of: 'case', current: paymentCase.revision, expected: expectedRevision });
    const closed = closeCase(paymentCase, { outcome, reference, closedAt: this.clock.now(), closedBy: principal.id });
    await this.cases.close(tx, closed);
    return { ...closed, history: await this.cases.history(tx, caseId) };
  }
}
