import { expect } from '@jest/globals';
import { submission, type IntakeStage } from '../../../../test/support/intake-stage.js';
import { lookUpTokenOf } from '../../../applicants/index.js';

export interface Dossier {
  readonly id: string;
  readonly code: string;
}

export interface LookUpReply {
  readonly status: number;
  /** Null: nothing was found, or it was refused. */
  readonly dossier: Readonly<Record<string, unknown>> | null;
  readonly text: string;
  readonly retryAfter: string | null;
  readonly cache: string | null;
}

export const FOUND = { status: 200, dossier: expect.objectContaining({ state: 'Mới đăng ký' }) };
export const NOT_FOUND = { status: 200, text: '{"dossier":null}' };

export async function handedIn(stage: IntakeStage, applicant: object = submission.applicant): Promise<Dossier> {
  const answer = await stage.post('/dossiers', { token: stage.officer, body: { ...submission, applicant } });
  expect(answer.status).toBe(201);
  return { id: String(answer.body['dossierId']), code: String(answer.body['dossierCode']) };
}

/** Asks as somebody at an address, without an account. */
export async function lookUp(
  url: string,
  dossierCode: string,
  secret: string,
  address = '203.0.113.1',
): Promise<LookUpReply> {
  const response = await fetch(`${url}/look-ups`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ dossierCode, secret }),
  });
  const { headers, status } = response;
  const text = await response.text();
  const { dossier = null } = JSON.parse(text) as { dossier?: LookUpReply['dossier'] };
  return { status, dossier, text, retryAfter: headers.get('retry-after'), cache: headers.get('cache-control') };
}

/** What the QR code of the slip says. */
export const tokenOf = (stage: IntakeStage, { id }: Dossier): string =>
  lookUpTokenOf(stage.settings.LOOK_UP_SECRET, id);

export const failures = async (stage: IntakeStage): Promise<number> =>
  (await stage.database.query<{ count: number }>('select count(*)::integer as count from look_up_failure'))[0]!.count;
