import { planImport } from '../../files/plan-import.js';
import type { AgencyVersion } from '../../versions/agency-version.js';

export const HEADER = 'code,name,kind,parent,calendarId,validFrom,validUntil,successor';
export const PROVINCE = 'H06,Tỉnh,PROVINCE,,province,2022-01-01,,';
export const DISTRICT = '000.00.31.H06,Vũng Tàu,DISTRICT,H06,province,2022-01-01,2025-06-30,000.01.31.H06';
export const WARD = '000.01.31.H06,Phường 1,COMMUNE,000.00.31.H06,province,2022-01-01,2025-06-30,';
export const WARD_SINCE = '000.01.31.H06,Phường 1,COMMUNE,H06,province,2025-07-01,,';
export const SOUND = [PROVINCE, DISTRICT, WARD, WARD_SINCE];

const fileOf = (text: string | Uint8Array) => ({
  name: 'agencies.csv',
  bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text,
});

export const planOf = (text: string | Uint8Array, stored: readonly AgencyVersion[] = [], today = '2024-01-01') =>
  planImport({ agencies: fileOf(text) }, { agencies: stored, procedures: [] }, today);

export const faultsOf = (...args: Parameters<typeof planOf>): string[] =>
  planOf(...args).faults.map(({ line, column, value, problem }) => [line, column, value, problem].join(' / '));

export const lines = (...rows: readonly string[]): string => [HEADER, ...rows].join('\n');

/** The stored rows that an import of these lines leaves. */
export const storedOf = (...rows: readonly string[]): readonly AgencyVersion[] => planOf(lines(...rows)).agencies.added;
