import { submit, undecidedStates, type Dossier, type Submission } from '../dossiers/index.js';
import { statusOf, type ImportedLife } from './domain/imported-life.js';

/**
 * A dossier of another system as its first revision here: with the appointment promised there, and no fee to collect. Which
 * steps a settled one went through that system knows, so none are left here; who is to settle an open one starts anew. When
 * a completion was entered there is not known either, and its import is not that instant.
 */
export function importedDossier(
  { externalCode, procedure, ...known }: Submission & { readonly externalCode: string },
  life: ImportedLife,
  waitedWorkingMinutes: number | null,
): Dossier {
  const steps = life.completedAt === null ? procedure.steps : [];
  const { state } = submit({ ...known, procedure: { ...procedure, fee: null, steps } }, new Date(life.submittedAt));
  const status = statusOf(life);
  return {
    revision: 1,
    state: { ...state, ...life, externalCode, status, waitedWorkingMinutes, firstCompletedAt: life.completedAt },
  };
}

/** Whether the settling agency still has to do something about it. */
export const isOpen = (life: ImportedLife): boolean => undecidedStates.includes(statusOf(life));
