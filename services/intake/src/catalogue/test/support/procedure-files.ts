import { planImport } from '../../files/plan-import.js';
import type { AgencyVersion } from '../../versions/agency-version.js';
import type { ProcedureVersion } from '../../versions/procedure-version.js';

/** The cells of a procedure without fault. */
export const sound = {
  code: '1.004222',
  version: '1',
  validFrom: '2022-01-01',
  name: 'Đăng ký thường trú',
  field: 'Cư trú',
  onlineLevel: 'FULL_ONLINE',
  timeLimit: '7 WORKING_DAY HOUR_EXACT',
  onlineTimeLimit: '5 WORKING_DAY HOUR_EXACT',
  clockPolicy: 'PAUSE',
  feeVnd: '25000',
  feeCollection: 'POSTPAID',
  feeLines: 'LEVY | Lệ phí đăng ký cư trú | 20000; FEE|Phí bản sao|5000',
  resultOnPaper: 'NO',
  steps:
    'Tiếp nhận | RECEIVING | 1 WORKING_DAY DAY_END;\nThẩm định | 000.00.03.H06 | 5 WORKING_DAY DAY_END; Trả kết quả | SETTLING',
  components: 'TP1 | Tờ khai | REQUIRED; TP2 | Văn bản ủy quyền | OPTIONAL',
};
export type Cells = Partial<typeof sound>;

export const department: AgencyVersion = {
  code: '000.00.03.H06',
  name: 'Sở Tư pháp',
  kind: 'DEPARTMENT',
  parent: null,
  calendarId: 'province',
  validFrom: '2022-01-01',
  validUntil: null,
  successor: null,
};

export const rowOf = (cells: Cells): string =>
  Object.values({ ...sound, ...cells })
    .map((cell) => `"${cell}"`)
    .join(',');

interface Surroundings {
  readonly procedures?: readonly ProcedureVersion[];
  readonly agency?: AgencyVersion;
}

export function planOf(rows: readonly Cells[], { procedures = [], agency = department }: Surroundings = {}) {
  const text = [Object.keys(sound).join(','), ...rows.map(rowOf)].join('\n');
  const file = { name: 'procedures.csv', bytes: new TextEncoder().encode(text) };
  return planImport({ procedures: file }, { agencies: [agency], procedures }, '2024-01-01');
}

export const faultsOf = (...args: Parameters<typeof planOf>): string[] =>
  planOf(...args).faults.map(({ column, value, problem }) => `${column} / ${value} / ${problem}`);

/** No steps: lines are counted by the row then. */
export const plain: Cells = { steps: '' };
