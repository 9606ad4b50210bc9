import type { Role } from '@motcua/auth';

const WORDS: Readonly<Record<Role, string>> = {
  INTAKE_OFFICER: 'Cán bộ tiếp nhận',
  CASE_OFFICER: 'Cán bộ thụ lý',
  SUPERVISOR: 'Người phụ trách',
  LEADER: 'Lãnh đạo',
  ACCOUNTANT: 'Kế toán',
  IMPORTER: 'Nhập hồ sơ từ hệ thống khác',
  ADMINISTRATOR: 'Quản trị người dùng',
  CALENDAR_EDITOR: 'Quản lý lịch làm việc',
  OPERATOR: 'Vận hành hệ thống',
  BACKDATER: 'Ghi lùi ngày',
  CITIZEN: 'Người dân',
};

/** A role as people call it; one that is not known here stays as it is. */
export const roleInWords = (role: string): string => (WORDS as Readonly<Record<string, string>>)[role] ?? role;
