import { expect } from '@jest/globals';
import { submission, type Answer, type IntakeStage } from '../../../../test/support/intake-stage.js';

const FIRST = Date.parse('2024-01-29T10:00:00+07:00');
const MINUTE_MS = 60_000;
let minutes = 0;

/** Hands in a dossier, each a minute later than the one before. */
export async function handIn(
  stage: IntakeStage,
  overrides: object = {},
  person: object = {},
): Promise<{ readonly id: string; readonly code: string; readonly happenedAt: string }> {
  minutes += 1;
  const happenedAt = new Date(FIRST + minutes * MINUTE_MS).toISOString();
  const applicant = { kind: 'CITIZEN', name: 'Trần Văn Bình', ...person };
  const body = { ...submission, happenedAt, applicant, ...overrides };
  const answer = await stage.post('/dossiers', { token: stage.officer, body });
  expect(answer.status).toBe(201);
  return { id: String(answer.body['dossierId']), code: String(answer.body['dossierCode']), happenedAt };
}

export interface Found {
  readonly dossierId: string;
  readonly status: string;
}

/** The dossiers of an answer. */
export function foundIn(answer: Answer): readonly Found[] {
  expect(answer).toMatchObject({ status: 200 });
  return answer.body['dossiers'] as readonly Found[];
}

export const idsOf = (dossiers: readonly Found[]): readonly string[] => dossiers.map(({ dossierId }) => dossierId);
