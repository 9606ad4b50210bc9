import { AppError, AppErrorKind } from '@motcua/kernel';
import {
  DossierReturnedV1,
  DossierTransferredV1,
  type DossierEvent,
  type DossierStateV1,
  type Rating,
  type SurveyStage,
  type SurveyStateV1,
} from '@motcua/contracts';

/** The stages at which applicants are asked: those with a slip (Circular 01/2018/TT-VPCP). */
export const ASKED_STAGES: readonly SurveyStage[] = [
  'ACCEPTED',
  'SUPPLEMENT_REQUESTED',
  'REFUSED_AT_INTAKE',
  'RETURNED',
];

/** The parts of a dossier's event that decide about its survey. */
export type FollowedEvent = Pick<DossierEvent, 'type' | 'revision' | 'state'>;

/** What was asked about a dossier, and what was answered. */
export interface Survey {
  readonly revision: number;
  /** Revision of the dossier that was last followed. */
  readonly dossierRevision: number;
  readonly state: SurveyStateV1;
  /** Agencies at which an officer may hand out the invitations (see {@link counterPathOf} and {@link follow}). */
  readonly counterPath: readonly string[];
}

export interface Invitation {
  readonly stage: SurveyStage;
  readonly invitedAt: Date;
}

/** When a dossier first reached a stage; null while it has not. Once reached, every later revision says the same. */
export function reachedAt(stage: SurveyStage, dossier: DossierStateV1): Date | null {
  const at = {
    ACCEPTED: dossier.acceptedAt,
    SUPPLEMENT_REQUESTED: dossier.supplements[0]?.requestedAt ?? null,
    REFUSED_AT_INTAKE: dossier.refusedAt,
    RETURNED: dossier.returnedAt,
  }[stage];
  return at === null ? null : new Date(at);
}

/**
 * The stages for which a revision of a dossier permits invitations. A voided dossier has none. An imported one has only the return,
 * and only when it happened here: applicants are not asked about stages in the old system, also not after a later correction.
 */
export function stagesToAsk({ type, state }: FollowedEvent): readonly SurveyStage[] {
  if (state.voidedAt !== null) return [];
  if (state.externalCode === null) return ASKED_STAGES;
  return type === DossierReturnedV1.type ? ASKED_STAGES.filter((stage) => stage === 'RETURNED') : [];
}

/** The invitations that a dossier requires and a survey does not have yet, in the order of their instants. */
export function missingInvitations(
  survey: Pick<Survey, 'state'> | null,
  dossier: DossierStateV1,
  askedStages: readonly SurveyStage[],
): readonly Invitation[] {
  const invited = new Set(survey?.state.invitations.map(({ stage }) => stage));
  return askedStages
    .filter((stage) => !invited.has(stage))
    .flatMap((stage) => {
      const invitedAt = reachedAt(stage, dossier);
      return invitedAt ? [{ stage, invitedAt }] : [];
    })
    .toSorted((one, other) => one.invitedAt.getTime() - other.invitedAt.getTime());
}

/** A survey at revision 1 with its first invitation, which has followed no revision of the dossier yet. */
export function openSurvey(dossier: DossierStateV1, invitation: Invitation): Survey {
  const state = { dossierId: dossier.dossierId, invitations: [unanswered(invitation)] };
  return { revision: 1, dossierRevision: 0, state, counterPath: counterPathOf(dossier) };
}

/** The survey with one more invitation, at the next revision. */
export function invite(survey: Survey, invitation: Invitation): Survey {
  const { dossierId, invitations } = survey.state;
  const state = { dossierId, invitations: [...invitations, unanswered(invitation)] };
  return { ...survey, revision: survey.revision + 1, state };
}

/**
 * The survey after a revision of its dossier, which changes nothing public. The agency that a dossier is transferred to, and all
 * above it, may hand out its invitations as well as the earlier ones.
 */
export function follow(survey: Survey, { type, revision, state }: FollowedEvent): Survey {
  const takenOverBy = type === DossierTransferredV1.type ? state.settlingAgencyPath : [];
  return {
    ...survey,
    dossierRevision: revision,
    counterPath: [...new Set([...survey.counterPath, ...takenOverBy])],
  };
}

/**
 * The survey with the answer to one invitation, at the next revision.
 * @throws AppError `already-answered`
 */
export function answer(survey: Survey, stage: SurveyStage, rating: Rating, at: Date): Survey {
  const invitations = survey.state.invitations.map((each) => {
    if (each.stage !== stage) return each;
    if (each.rating !== null) throw alreadyAnswered();
    return { ...each, rating, answeredAt: at.toISOString() };
  });
  return { ...survey, revision: survey.revision + 1, state: { ...survey.state, invitations } };
}

export function alreadyAnswered(): AppError {
  return new AppError('This invitation has another answer already; an answer cannot be changed.', {
    code: 'already-answered',
    retryable: false,
    kind: AppErrorKind.Conflict,
  });
}

/**
 * The receiving agency and the known ones above it: officers there may hand out invitations. A dossier event has only the path of
 * the settling agency; above another receiving agency only the root is known.
 */
export function counterPathOf({ receivingAgency, settlingAgencyPath }: DossierStateV1): readonly string[] {
  const place = settlingAgencyPath.indexOf(receivingAgency);
  const above = place < 0 ? settlingAgencyPath.slice(0, 1) : settlingAgencyPath.slice(0, place);
  return [...above, receivingAgency];
}

function unanswered({ stage, invitedAt }: Invitation): SurveyStateV1['invitations'][number] {
  return { stage, invitedAt: invitedAt.toISOString(), rating: null, answeredAt: null };
}
