import { startTestService, type TestService } from '@motcua/testing';
import { randomUUID } from 'node:crypto';
import { AppModule } from '../../src/app.module.js';
import { readIntakeSettings, type IntakeSettings } from '../../src/config.js';
import { openIntakeParts, type IntakeParts } from './intake-parts.js';

export interface CallOptions {
  readonly token?: string | undefined;
  readonly key?: string | undefined;
  readonly ifMatch?: number | string | undefined;
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly etag: string | null;
  readonly contentType: string | null;
  readonly body: Record<string, unknown>;
}

/** Intake on real parts, with a published calendar and a counter officer. */
export interface IntakeStage extends Omit<IntakeParts, 'publishCalendar' | 'drop'> {
  readonly service: TestService;
  /** For a replica. */
  readonly settings: IntakeSettings;
  readonly officer: string;
  post(path: string, options: CallOptions): Promise<Answer>;
  get(path: string, token?: string): Promise<Response>;
  close(): Promise<void>;
}

export const submission = {
  procedureCode: '1.004873',
  receivingAgency: '000.02.31.H06',
  channel: 'IN_PERSON',
  applicant: { kind: 'CITIZEN', name: 'Nguyễn Thị Canary', phone: '0901234567', idNumber: '077090001234' },
};

/** @param more settings in the place of the stage's own */
export async function openIntakeStage(more: Readonly<Record<string, string>> = {}): Promise<IntakeStage> {
  const { publishCalendar, drop, ...parts } = await openIntakeParts(more);
  const settings = readIntakeSettings(parts.environment);
  const service = await startTestService('intake', AppModule.with(settings));
  await publishCalendar();
  return {
    ...parts,
    service,
    settings,
    officer: await officerOf(parts),
    post: (path, options) => post(`${service.url}${path}`, options),
    get: (path, token) =>
      fetch(`${service.url}${path}`, token ? { headers: { authorization: `Bearer ${token}` } } : {}),
    close: async () => {
      await service.stop();
      await drop();
    },
  };
}

/** The token of somebody who may do everything at every agency. */
export const officerOf = ({ issuer }: Pick<IntakeParts, 'issuer'>): Promise<string> =>
  issuer.token('officer', ['INTAKE_OFFICER', 'CASE_OFFICER', 'SUPERVISOR', 'BACKDATER']);

export async function post(
  url: string,
  { token, key = randomUUID(), ifMatch, body = {} }: CallOptions,
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(key ? { 'idempotency-key': key } : {}),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(ifMatch === undefined ? {} : { 'if-match': typeof ifMatch === 'number' ? `"${ifMatch}"` : ifMatch }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return {
    status: response.status,
    etag: response.headers.get('etag'),
    contentType: response.headers.get('content-type'),
    body: JSON.parse(text) as Record<string, unknown>,
  };
}
