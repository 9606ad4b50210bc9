import { commandHeaders, intake, payments } from '../../api/clients.js';
import { Refused } from '../../api/problem.js';
import type { Submission } from '../../api/types.js';

/** What became of a dossier at the counter. */
export interface TakenIn {
  readonly dossierId: string;
  readonly dossierCode: string;
  /** Null: the prepaid fee is not paid, so it was not accepted. */
  readonly acceptedAt: string | null;
  readonly appointmentAt: string | null;
}

const until = async <Value>(attempt: () => Promise<Value | null>): Promise<Value> => {
  const end = performance.now() + 30_000;
  for (;;) {
    const value = await attempt().catch((error: unknown) => {
      if (error instanceof Refused && [404, 412].includes(error.problem.status)) return null;
      throw error;
    });
    if (value !== null) return value;
    if (performance.now() > end) throw new Error('The fee did not arrive within 30 s.');
    await new Promise((done) => setTimeout(done, 250));
  }
};

/**
 * Hands a dossier in and accepts it. The keys follow from the form, so whatever is sent again takes effect once.
 * @throws Refused
 */
export async function takeIn(formId: string, submission: Submission, cashTaken: boolean): Promise<TakenIn> {
  const { data: submitted } = await intake.POST('/dossiers', {
    params: { header: { 'Idempotency-Key': `${formId}:submit` } },
    body: submission,
  });
  const { dossierId, dossierCode, procedure } = submitted!;
  const prepaid = procedure.fee?.collection === 'PREPAID';
  if (prepaid && !cashTaken) return { dossierId, dossierCode, acceptedAt: null, appointmentAt: null };
  if (prepaid) await takeCash(formId, dossierId);
  const accepted = await accept(formId, dossierId);
  if (!prepaid && cashTaken && procedure.fee) await takeCash(formId, dossierId);
  return { dossierId, dossierCode, acceptedAt: accepted.acceptedAt, appointmentAt: accepted.appointmentAt };
}

/** At the revision at which it stands once a prepaid fee has arrived. */
async function accept(formId: string, dossierId: string) {
  return until(async () => {
    const { data: dossier } = await intake.GET('/dossiers/{id}', { params: { path: { id: dossierId } } });
    if (dossier!.acceptedAt !== null) return dossier!;
    if (dossier!.effectiveSubmittedAt === null) return null;
    const { data } = await intake.POST('/dossiers/{id}/{command}', {
      params: {
        path: { id: dossierId, command: 'accept' },
        header: commandHeaders(`${formId}:accept:${dossier!.revision}`, dossier!.revision),
      },
      body: {} as never,
    });
    return data!;
  });
}

/** The order follows the dossier within moments. */
async function takeCash(formId: string, dossierId: string): Promise<void> {
  await until(async () => {
    const { data: order } = await payments.GET('/orders', { params: { query: { dossierId } } });
    if (order!.status !== 'OPEN') return order!;
    const { data } = await payments.POST('/orders/{orderId}/cash', {
      params: { path: { orderId: order!.orderId }, header: commandHeaders(`${formId}:cash`, order!.revision) },
      body: {},
    });
    return data!;
  });
}
