import type { DossierStateV1 } from '@motcua/contracts';
import { dossierState } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { openOrder, type FeeOrder } from '../../src/domain/fee-order.js';
import type { Transaction } from '../../src/domain/transaction.js';

export const AMOUNT_VND = 8_000;
export const RECEIVING_AGENCY = '000.00.31.H06';

type Collection = 'PREPAID' | 'POSTPAID';

/** An accepted dossier with a fee. */
export function chargedDossier(collection: Collection, overrides: Partial<DossierStateV1> = {}): DossierStateV1 {
  const plain = dossierState(overrides);
  return { ...plain, procedure: { ...plain.procedure, fee: { amountVnd: AMOUNT_VND, collection, lines: [] } } };
}

/** The same at the moment of its submission: a prepaid fee has still to be paid. */
export function submittedDossier(collection: Collection, overrides: Partial<DossierStateV1> = {}): DossierStateV1 {
  const effectiveSubmittedAt = collection === 'PREPAID' ? null : '2024-01-29T03:00:00.000Z';
  const nothingYet = { acceptedAt: null, appointmentAt: null, effectiveSubmittedAt } as const;
  return chargedDossier(collection, { status: 'SUBMITTED', ...nothingYet, ...overrides });
}

/** An order that waits to be paid. */
export function openedOrder(dossier: DossierStateV1 = chargedDossier('POSTPAID')): FeeOrder {
  return openOrder(randomUUID(), dossier)!.order;
}

/** A success of the order's whole amount; say only what matters. */
export function transaction(overrides: Partial<Transaction> = {}): Transaction {
  return {
    transactionId: randomUUID(),
    orderId: '01890000-0000-7000-8000-000000000001',
    kind: 'SUCCESS',
    amountVnd: AMOUNT_VND,
    occurredAt: new Date('2024-01-29T04:00:00Z'),
    refundOf: null,
    ...overrides,
  };
}
