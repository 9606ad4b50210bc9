import { describe, expect, it } from '@jest/globals';
import {
  DossierAcceptedV1,
  DossierCorrectedV1,
  DossierImportedV1,
  DossierReturnedV1,
  DossierTransferredV1,
  DossierVoidedV1,
  SurveyStage,
  type DossierStateV1,
} from '@motcua/contracts';
import { dossierState } from '@motcua/testing';
import fc from 'fast-check';
import { tokenHashOf, tokenOf } from '../src/domain/invitation-token.js';
import {
  answer,
  ASKED_STAGES,
  counterPathOf,
  follow,
  invite,
  missingInvitations,
  openSurvey,
  stagesToAsk,
  type Survey,
} from '../src/domain/survey.js';

const dossierId = '01890000-0000-7000-8000-000000000001';
const supplements = [
  {
    requestedAt: '2024-01-29T05:00:00.000Z',
    recordedAt: null,
    receivedAt: '2024-01-29T06:00:00.000Z',
    respondBy: null,
  },
  { requestedAt: '2024-01-29T07:00:00.000Z', recordedAt: null, receivedAt: null, respondBy: null },
];
const returnedAt = '2024-01-31T03:00:00.000Z';

/** The revisions of one dossier from its submission to its return. */
const history: readonly DossierStateV1[] = [
  dossierState({ dossierId, status: 'SUBMITTED', acceptedAt: null }),
  dossierState({ dossierId }),
  dossierState({ dossierId, status: 'SUPPLEMENT_REQUESTED', supplements: supplements.slice(0, 1) }),
  dossierState({ dossierId, status: 'SUPPLEMENT_REQUESTED', supplements }),
  dossierState({ dossierId, status: 'RETURNED', supplements, returnedAt }),
];

/** What the consumer does with the revisions of one dossier that reach it. */
function surveyAfter(
  arrived: readonly (readonly [number, DossierStateV1])[],
  asked: readonly SurveyStage[],
): Survey | null {
  let survey: Survey | null = null;
  for (const [revision, state] of arrived) {
    const [first] = missingInvitations(null, state, asked);
    if (!survey && first) survey = openSurvey(state, first);
    if (!survey || revision <= survey.dossierRevision) continue;
    for (const each of missingInvitations(survey, state, asked)) survey = invite(survey, each);
    survey = follow(survey, { type: DossierAcceptedV1.type, revision, state });
  }
  return survey;
}

describe('invitations', () => {
  const revisions = history.map((state, index) => [index + 1, state] as const);
  const last = revisions.at(-1)!;

  it.each(['RETURNED', SurveyStage.options.join(',')])(
    'to rate %s are the same under any order, repetition and loss',
    (stages) => {
      const asked = stages.split(',') as SurveyStage[];
      const straight = surveyAfter(revisions, asked);
      const arrivals = fc.shuffledSubarray([...revisions, ...revisions]).filter((arrived) => arrived.includes(last));
      fc.assert(fc.property(arrivals, (arrived) => expect(surveyAfter(arrived, asked)).toEqual(straight)));
    },
  );

  it('bear the instant at which their stage was reached, each stage once', () => {
    expect(surveyAfter([last], SurveyStage.options)).toMatchObject({
      revision: 3,
      state: {
        invitations: [
          { stage: 'ACCEPTED', invitedAt: '2024-01-29T03:00:00.000Z' },
          { stage: 'SUPPLEMENT_REQUESTED', invitedAt: '2024-01-29T05:00:00.000Z' },
          { stage: 'RETURNED', invitedAt: returnedAt, rating: null, answeredAt: null },
        ],
      },
    });
    const refused = dossierState({ status: 'REFUSED_AT_INTAKE', acceptedAt: null, refusedAt: returnedAt });
    expect(missingInvitations(null, refused, SurveyStage.options)).toEqual([
      { stage: 'REFUSED_AT_INTAKE', invitedAt: new Date(returnedAt) },
    ]);
  });
});

describe('the stages asked about', () => {
  const returned = history.at(-1)!;
  const voided = { ...returned, status: 'VOIDED', voidedAt: '2024-02-01T03:00:00.000Z' } as const;
  const imported = { ...returned, externalCode: 'OLD-17' };
  it.each([
    ['all of a dossier that began here', DossierReturnedV1, returned, ASKED_STAGES],
    ['none of a voided dossier', DossierVoidedV1, voided, []],
    ['none that the import itself brings', DossierImportedV1, imported, []],
    ['none that stood at the import when it is corrected later', DossierCorrectedV1, imported, []],
    ['no acceptance or supplement of an imported dossier', DossierAcceptedV1, imported, []],
    ['the return of an imported dossier that happened here', DossierReturnedV1, imported, ['RETURNED']],
    ['none of an imported dossier that is voided', DossierVoidedV1, { ...voided, externalCode: 'OLD-17' }, []],
  ])('are %s', (_, { type }, state, stages) => {
    expect(stagesToAsk({ type, revision: 6, state })).toEqual(stages);
  });
});

describe('an answer', () => {
  const at = new Date('2024-02-01T03:00:00Z');
  const survey = surveyAfter([[5, history[4]!]], SurveyStage.options)!;

  it('changes its own stage alone', () => {
    const answered = answer(survey, 'RETURNED', 'SATISFIED', at);
    expect(answered).toMatchObject({ revision: 4, dossierRevision: 5 });
    expect(answered.state.invitations.map(({ rating, answeredAt }) => [rating, answeredAt])).toEqual([
      [null, null],
      [null, null],
      ['SATISFIED', at.toISOString()],
    ]);
  });

  it('is given once', () => {
    const answered = answer(survey, 'RETURNED', 'SATISFIED', at);
    expect(() => answer(answered, 'RETURNED', 'SATISFIED', at)).toThrow(
      expect.objectContaining({ code: 'already-answered' }),
    );
  });
});

describe('a token', () => {
  it('has 256 bits, is the same whenever it is printed, and another for each secret, dossier and stage', () => {
    const token = tokenOf('secret', dossierId, 'RETURNED');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(tokenOf('secret', dossierId, 'RETURNED')).toBe(token);
    const others = [
      tokenOf('another secret', dossierId, 'RETURNED'),
      tokenOf('secret', dossierId, 'ACCEPTED'),
      tokenOf('secret', dossierState().dossierId, 'RETURNED'),
    ];
    expect(new Set([token, ...others]).size).toBe(4);
    expect(tokenHashOf(token)).not.toContain(token);
  });
});

describe('who may hand out invitations', () => {
  const survey = surveyAfter([[2, dossierState({ dossierId })]], SurveyStage.options)!;
  const moved = dossierState({ dossierId, settlingAgencyPath: ['H06', '000.00.32.H06'] });

  it('is also the agency that the dossier is transferred to, without a new revision', () => {
    const handedOver = follow(survey, { type: DossierTransferredV1.type, revision: 3, state: moved });
    expect(handedOver).toEqual({
      ...survey,
      dossierRevision: 3,
      counterPath: ['H06', '000.00.31.H06', '000.00.32.H06'],
    });
    expect(follow(handedOver, { type: DossierReturnedV1.type, revision: 4, state: moved })).toEqual({
      ...handedOver,
      dossierRevision: 4,
    });
  });

  it.each([
    ['the settling agency itself', ['H06', 'A', 'A1'], 'A1', ['H06', 'A', 'A1']],
    ['an agency above the settling one', ['H06', 'A', 'A1'], 'A', ['H06', 'A']],
    ['an agency elsewhere in the tree', ['H06', 'A', 'A1'], 'B', ['H06', 'B']],
  ])('when received at %s', (_, settlingAgencyPath, receivingAgency, path) => {
    expect(counterPathOf(dossierState({ settlingAgencyPath, receivingAgency }))).toEqual(path);
  });
});
