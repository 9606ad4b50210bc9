import { Refused } from '../api/problem.js';
import type { DeskTexts } from '../texts/vi/desk.js';

/** What to show of a refusal: by its code where we know it, else the service's own sentence. */
export function problemText(texts: DeskTexts, error: unknown): string {
  if (!(error instanceof Refused)) return String(error);
  const { status, code, detail } = error.problem;
  const { faults } = texts;
  if (status === 0 || status >= 502) return faults.unavailable;
  if (status === 401) return faults.sessionOver;
  switch (code) {
    case 'forbidden':
      return faults.forbidden;
    case 'fee-not-paid':
      return faults.feeNotPaid;
    case 'illegal-transition':
      return faults.illegalTransition;
    case 'revision-stale':
      return faults.revisionStale;
    case 'second-supplement':
      return faults.secondSupplement;
    default:
      return status === 404 ? faults.notFound : detail;
  }
}
