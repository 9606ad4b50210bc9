import { expect } from '@jest/globals';
import { submission, type IntakeStage } from '../../../../test/support/intake-stage.js';

export const NAME = 'Nguyễn Thị Thùy Dương';
export const RECEIVED = '2024-02-01T10:00:00+07:00';
const applicant = { ...submission.applicant, name: NAME, address: '25 Trương Công Định, Phường 2' };
const components = [
  { code: 'TP1', copyKind: 'ORIGINAL', digitised: false, reused: false },
  { code: 'TP2', copyKind: 'COPY', digitised: true, reused: false },
];

export interface Given {
  readonly id: string;
  readonly code: string;
  /** The last answer to a command. */
  readonly state: Readonly<Record<string, unknown>>;
}

/** A dossier handed in on Thursday 2024-02-01 at 10:00, after commands of that moment. */
export async function dossierAfter(
  stage: IntakeStage,
  ...commands: readonly (readonly [string, object?])[]
): Promise<Given> {
  const body = { ...submission, procedureCode: '1.000894', applicant, components, happenedAt: RECEIVED };
  let { body: state } = await stage.post('/dossiers', { token: stage.officer, body });
  const [id, code] = [String(state['dossierId']), String(state['dossierCode'])];
  for (const [name, more = {}] of commands) {
    const answer = await stage.post(`/dossiers/${id}/${name}`, {
      token: stage.officer,
      ifMatch: Number(state['revision']),
      body: { happenedAt: RECEIVED, ...more },
    });
    expect(answer).toMatchObject({ status: 200 });
    state = answer.body;
  }
  return { id, code, state };
}
