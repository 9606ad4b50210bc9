import { Inject, Injectable, Logger } from '@nestjs/common';
import { CLOCK, uuidv7, type Clock } from '@motcua/kernel';
import { UnitOfWork, type Tx } from '@motcua/persistence';
import type { FeeOrder } from '../domain/fee-order.js';
import { unaccountedOf, UNACCOUNTED_REASONS, without, type Unaccounted } from '../domain/unaccounted.js';
import type { ReportReason } from '../domain/verdict.js';
import { CaseRepository, type CaseKey, type NewCase } from '../persistence/case.repository.js';
import { ReportRepository } from '../persistence/report.repository.js';

/** Reasons of reports that may still be applied later. */
const OPEN_TO_LATER: readonly ReportReason[] = ['order-unknown', 'occurred-out-of-bounds', 'not-judged'];

/** Opens and resolves cases in the transaction of their cause; each one is logged after the commit. */
@Injectable()
export class OpenAndResolveCases {
  private readonly logger = new Logger(OpenAndResolveCases.name);

  constructor(
    private readonly cases: CaseRepository,
    private readonly reports: ReportRepository,
    private readonly unitOfWork: UnitOfWork,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Updates the cases of an order after a step, by what it left unaccounted for before and after. */
  async followOrder(tx: Tx, before: FeeOrder, after: FeeOrder, actor: string): Promise<void> {
    const [was, is] = [unaccountedOf(before), unaccountedOf(after)];
    for (const gone of without(was, is)) await this.resolve(tx, gone, actor);
    for (const found of without(is, was)) await this.openOfOrder(tx, after, found, actor);
  }

  /** Updates the stored cases of an order to what it leaves unaccounted for. */
  async matchOrder(tx: Tx, order: FeeOrder, actor: string): Promise<void> {
    const is = unaccountedOf(order);
    const stored = await this.cases.openOf(tx, order.facts.orderId, UNACCOUNTED_REASONS);
    for (const gone of without(stored, is)) await this.resolve(tx, gone, actor);
    for (const found of without(is, stored)) await this.openOfOrder(tx, order, found, actor);
  }

  private async openOfOrder(tx: Tx, { facts }: FeeOrder, found: Unaccounted, actor: string): Promise<void> {
    const reportId = found.transaction && (await this.reports.idOf(tx, found.transaction));
    await this.open(tx, { ...found, orderId: facts.orderId, reportId, actor });
  }

  async open(tx: Tx, found: Omit<NewCase, 'caseId' | 'openedAt'>): Promise<void> {
    const openedAt = this.clock.now();
    const caseId = await this.cases.open(tx, { ...found, caseId: uuidv7(openedAt), openedAt });
    const { reason, orderId, reportId } = found;
    if (caseId) this.logAfterCommit(tx, { message: 'A payment case was opened.', caseId, reason, orderId, reportId });
  }

  async resolve(tx: Tx, { reason, subject }: CaseKey, actor: string): Promise<void> {
    const caseId = await this.cases.resolve(tx, { reason, subject }, this.clock.now(), actor);
    if (caseId) this.logAfterCommit(tx, { message: 'A payment case was accounted for.', caseId, reason });
  }

  /** The reason of the report's case that a person has closed; null: there is none, and none can be closed until `tx` ends. */
  async decidedByHand(tx: Tx, subject: string): Promise<ReportReason | null> {
    return this.cases.decidedByHand(tx, subject, OPEN_TO_LATER);
  }

  private logAfterCommit(tx: Tx, line: object): void {
    this.unitOfWork.afterCommit(tx, () => this.logger.warn(line));
  }
}
