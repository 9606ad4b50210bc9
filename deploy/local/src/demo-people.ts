import { randomBytes } from 'node:crypto';

export interface DemoClient {
  readonly id: string;
  readonly secret: string;
  readonly name: string;
  /** The agency in words; only of people, who can be chosen at the sign-in. */
  readonly agencyName?: string;
  readonly roles: readonly { readonly role: string; readonly agency: string }[];
}

/** What the identity service reads from IDENTITY_FILE. */
export interface IdentityFile {
  readonly clients: readonly DemoClient[];
}

const PROVINCE = 'H06';
/** Phường 1, which took over the dossiers of the city of Vũng Tàu when districts ended. */
const VUNG_TAU = '000.01.31.H06';

/** How people call the agencies. */
const AGENCY_NAMES: Readonly<Record<string, string>> = {
  [PROVINCE]: 'Tỉnh Bà Rịa - Vũng Tàu',
  [VUNG_TAU]: 'Phường 1',
};

/** Their names are printed on Vietnamese forms, so they are Vietnamese. */
const people = [
  { id: 'counter-vung-tau', name: 'Trần Thị Mai', agency: VUNG_TAU, roles: ['INTAKE_OFFICER'] },
  { id: 'officer-vung-tau', name: 'Lê Văn Hùng', agency: VUNG_TAU, roles: ['CASE_OFFICER'] },
  { id: 'supervisor-vung-tau', name: 'Phạm Thị Lan', agency: VUNG_TAU, roles: ['SUPERVISOR'] },
  { id: 'accountant', name: 'Hoàng Thị Hạnh', agency: VUNG_TAU, roles: ['ACCOUNTANT'] },
  { id: 'leader', name: 'Nguyễn Văn Thành', agency: PROVINCE, roles: ['LEADER'] },
  { id: 'calendar-editor', name: 'Đỗ Minh Tuấn', agency: PROVINCE, roles: ['CALENDAR_EDITOR'] },
  { id: 'calendar-approver', name: 'Hoàng Thị Hà', agency: PROVINCE, roles: ['CALENDAR_EDITOR'] },
  { id: 'importer', name: 'Bùi Đức Anh', agency: PROVINCE, roles: ['IMPORTER'] },
  { id: 'administrator', name: 'Đặng Thị Thu Hà', agency: PROVINCE, roles: ['ADMINISTRATOR'] },
  { id: 'operator', name: 'Vũ Quốc Khánh', agency: PROVINCE, roles: ['OPERATOR'] },
  {
    id: 'simulator-counter',
    name: 'Bộ phận Một cửa (mô phỏng)',
    agency: PROVINCE,
    roles: ['INTAKE_OFFICER', 'CASE_OFFICER', 'BACKDATER', 'SUPERVISOR'],
  },
  { id: 'simulator-citizen', name: 'Công dân (mô phỏng)', agency: PROVINCE, roles: ['CITIZEN', 'BACKDATER'] },
] as const;

export function isSimulated(client: Pick<DemoClient, 'id'>): boolean {
  return client.id.startsWith('simulator-');
}

export function newIdentityFile(): IdentityFile {
  return {
    clients: people.map(({ id, name, agency, roles }) => ({
      id,
      secret: randomBytes(18).toString('base64url'),
      name,
      ...(isSimulated({ id }) ? {} : { agencyName: AGENCY_NAMES[agency]! }),
      roles: roles.map((role) => ({ role, agency })),
    })),
  };
}
