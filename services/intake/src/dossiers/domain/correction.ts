import { AppError, AppErrorKind, toLocalIso } from '@motcua/kernel';
import type { DossierStateV1 } from '@motcua/contracts';
import { isDeepStrictEqual } from 'node:util';
import { earliestText, type CommandTimes } from './command-times.js';
import { stepsLeft, stepsLeftText } from './steps.js';

/**
 * What may be put right, by name. What was promised and what was first recorded are not among it: the appointment, the
 * acceptance and the first completion stay for ever, so a correction moves figures and never hides one.
 */
export type Correction = Partial<
  Pick<DossierStateV1, 'channel' | 'partyKind' | 'eIdVerified' | 'components' | 'result' | 'electronicResult'>
> & { readonly completedAt?: string; readonly returnedAt?: string };

/**
 * The fields that a correction changes; a completion takes the end of its step along and says when it was put right. What a
 * command would have refused is not reached by a correction either. `besides`: something that is not public changes as
 * well, so these may stay.
 * @param times when it is put right: nothing can have happened after it
 * @throws AppError `correction-impossible` (names what does not fit), `correction-empty` (nothing would change)
 */
export function corrected(
  state: DossierStateV1,
  correction: Correction,
  times: CommandTimes,
  besides = false,
): Partial<DossierStateV1> {
  const faults = correctionFaults(state, correction, times.at.toISOString());
  if (faults.length > 0) throw unprocessable('correction-impossible', faults.join(' '));
  const changes = Object.entries(correction).filter(
    ([field, value]) => !isDeepStrictEqual(value, state[field as keyof DossierStateV1]),
  );
  if (changes.length === 0 && !besides)
    throw unprocessable('correction-empty', 'The dossier says all of this already.');
  return { ...Object.fromEntries(changes), ...completionMoved(state, correction.completedAt, times.recordedAt) };
}

function completionMoved(
  state: DossierStateV1,
  completedAt: string | undefined,
  recordedAt: Date,
): Partial<DossierStateV1> {
  if (completedAt === undefined || completedAt === state.completedAt) return {};
  return { completionRecordedAt: recordedAt.toISOString(), steps: withCompletionMoved(state, completedAt) };
}

function withCompletionMoved({ steps, completedAt: before }: DossierStateV1, completedAt: string) {
  return steps.map((step, index) =>
    index === steps.length - 1 && step.to === before ? { ...step, to: completedAt } : step,
  );
}

function correctionFaults(
  state: DossierStateV1,
  { result, electronicResult, ...correction }: Correction,
  at: string,
): string[] {
  const { completedAt, returnedAt } = correction;
  const faults: string[] = [];
  const ofResult = completedAt ?? result ?? electronicResult;
  if (ofResult !== undefined && state.completedAt === null) faults.push('The dossier has no result to correct yet.');
  if (returnedAt !== undefined && state.returnedAt === null) faults.push('The result was not returned yet.');
  const left = !result || result === state.result ? [] : stepsLeft(state, result);
  if (left.length > 0) faults.push(`${stepsLeftText(left)} Only a dossier that went through all of them is granted.`);
  const completed = completedAt ?? state.completedAt;
  const returned = returnedAt ?? state.returnedAt;
  if (completedAt !== undefined && completedAt < lastBeforeCompletion(state)) {
    const earliest = earliestText(new Date(lastBeforeCompletion(state)));
    faults.push(`completedAt ${local(completedAt)} lies before the dossier last moved: state ${earliest} or later.`);
  }
  for (const [field, instant] of Object.entries({ completedAt, returnedAt })) {
    if (instant !== undefined && instant > at)
      faults.push(`${field} ${local(instant)} lies after ${local(at)}, when it is corrected.`);
  }
  if (completed !== null && returned !== null && returned < completed) {
    faults.push(`returnedAt ${local(returned)} would lie before completedAt ${local(completed)}.`);
  }
  return faults;
}

const local = (instant: string): string => toLocalIso(new Date(instant));

/** Instants compare as text, because all of them are written alike, in UTC. */
function lastBeforeCompletion({ acceptedAt, supplements, suspensions, steps, transfers }: DossierStateV1): string {
  const instants = [
    acceptedAt,
    ...supplements.flatMap(({ requestedAt, receivedAt }) => [requestedAt, receivedAt]),
    ...suspensions.flatMap(({ from, to }) => [from, to]),
    ...steps.map(({ from }) => from),
    ...transfers.map(({ at }) => at),
  ];
  return instants.reduce<string>((last, instant) => (instant !== null && instant > last ? instant : last), '');
}

function unprocessable(code: string, text: string): AppError {
  return new AppError(text, { code, retryable: false, kind: AppErrorKind.Unprocessable });
}
