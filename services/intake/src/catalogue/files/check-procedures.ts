import { addLocalDays } from '@motcua/kernel';
import type { AgencyHistory } from '../versions/agency-history.js';
import type { ProcedureVersion } from '../versions/procedure-version.js';
import type { ComplainAt } from './check-agencies.js';
import type { PlacedRow } from './read-rows.js';

export interface ProcedureCheckOptions {
  /** Everything that would be stored after the import. */
  readonly rows: readonly PlacedRow<ProcedureVersion>[];
  readonly agencies: AgencyHistory;
  /** Whether all rows of an agency could be read; steps at another one are not judged. */
  isRead(agency: string): boolean;
}

/**
 * What must hold between procedures and agencies: a higher version is valid from a later day, and an agency named in a step
 * exists as long as the version is in force.
 */
export function checkProcedures(options: ProcedureCheckOptions, complain: ComplainAt<ProcedureVersion>): void {
  const byCode = Map.groupBy(options.rows, ({ row }) => row.code);
  for (const versions of byCode.values()) {
    const inOrder = versions.toSorted((left, right) => left.row.version - right.row.version);
    for (const [index, placed] of inOrder.entries()) {
      const next = inOrder[index + 1];
      if (next) checkOrder(placed, next, complain);
      checkSteps(placed, next?.row, options, complain);
    }
  }
}

function checkOrder(
  placed: PlacedRow<ProcedureVersion>,
  next: PlacedRow<ProcedureVersion>,
  complain: ComplainAt<ProcedureVersion>,
): void {
  if (placed.row.validFrom < next.row.validFrom) return;
  const [at, other] = next.line === null ? [placed, next] : [next, placed];
  complain(at, {
    column: 'validFrom',
    value: at.row.validFrom,
    problem: `Version ${other.row.version} is valid from ${other.row.validFrom}.`,
    remedy: 'A higher version must be valid from a later day: correct the version or the day.',
  });
}

function checkSteps(
  placed: PlacedRow<ProcedureVersion>,
  next: ProcedureVersion | undefined,
  { agencies, isRead }: ProcedureCheckOptions,
  complain: ComplainAt<ProcedureVersion>,
): void {
  const { validFrom, steps } = placed.row;
  const until = next && next.validFrom > validFrom ? addLocalDays(next.validFrom, -1) : null;
  const named = steps.map(({ agency }) => agency).filter((agency) => agency !== 'RECEIVING' && agency !== 'SETTLING');
  for (const agency of new Set(named)) {
    const day = isRead(agency) ? agencies.firstDayWithout(agency, validFrom, until) : null;
    if (day === null) continue;
    const at = { column: 'steps', value: agency };
    if (agencies.versionsOf(agency).length === 0)
      complain(placed, { ...at, problem: 'No agency has this code.', remedy: 'Correct the code of the step.' });
    else {
      const remedy = `Name another agency, or add a version of the procedure from ${day} that does.`;
      complain(placed, { ...at, problem: `The agency of the step does not exist on ${day}.`, remedy });
    }
  }
}
