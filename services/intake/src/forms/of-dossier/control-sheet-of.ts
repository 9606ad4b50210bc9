import { localDayOf } from '@motcua/kernel';
import type { ControlSheet, HandOver, HandOverParty } from '../documents/control-sheet.js';
import { slipOf, type FormFacts } from './form-facts.js';

/**
 * The trail of a dossier: from the counter to each agency in turn, and with the result back to the counter. Agencies hand
 * over to agencies: the officers' names are not recorded, they sign by hand.
 */
export function controlSheetOf(facts: FormFacts): ControlSheet {
  const { dossier, agencyName, officerName, now } = facts;
  return {
    ...slipOf(facts, dossier.receivingAgency, now),
    kind: 'control-sheet',
    settlingAgencyName: agencyName(dossier.settlingAgency, localDayOf(now)).name,
    handOvers: [...stepsTaken(facts), ...resultHandedOver(facts)],
    officerName,
  };
}

function stepsTaken(facts: FormFacts): HandOver[] {
  const { dossier, deadline } = facts;
  return dossier.steps.map(({ title, agency, from, to }, index) => {
    const judged = deadline?.steps.find((step) => step.title === title && step.from === from);
    const giver = dossier.steps[index - 1]?.agency ?? dossier.receivingAgency;
    return {
      from: party(facts, giver, from),
      to: party(facts, agency, from),
      handedOverAt: new Date(from),
      stepName: title,
      stepDueAt: judged?.dueAt ? new Date(judged.dueAt) : null,
      outcome: to === null ? null : (judged?.outcome ?? 'DONE'),
      note: null,
    };
  });
}

/** Its due instant and outcome are those of the dossier as a whole. */
function resultHandedOver(facts: FormFacts): HandOver[] {
  const { dossier, deadline } = facts;
  const { completedAt, steps, settlingAgency, receivingAgency, result } = dossier;
  if (completedAt === null) return [];
  return [
    {
      from: party(facts, steps.at(-1)?.agency ?? settlingAgency, completedAt),
      to: party(facts, receivingAgency, completedAt),
      handedOverAt: new Date(completedAt),
      stepName: 'Chuyển kết quả giải quyết',
      stepDueAt: deadline?.currentDueAt ? new Date(deadline.currentDueAt) : null,
      outcome: deadline?.outcome ?? 'DONE',
      note: result === 'NEGATIVE' ? 'Từ chối giải quyết' : null,
    },
  ];
}

function party({ agencyName }: FormFacts, code: string, at: string): HandOverParty {
  return { agencyName: agencyName(code, localDayOf(new Date(at))).name, officerName: null };
}
