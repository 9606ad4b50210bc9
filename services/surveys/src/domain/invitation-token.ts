import type { SurveyStage } from '@motcua/contracts';
import { createHash, createHmac } from 'node:crypto';

/**
 * The token of an invitation: HMAC-SHA-256 over dossier and stage, 256 bits as base64url. It is derived, so that it can
 * be printed again on a lost slip and is stored nowhere; without the secret nobody can guess one.
 */
export function tokenOf(secret: string, dossierId: string, stage: SurveyStage): string {
  return createHmac('sha256', secret).update(`${dossierId}|${stage}`).digest('base64url');
}

/** What is stored of a token: its SHA-256. The timing of a look-up by it does not help to find a token. */
export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
