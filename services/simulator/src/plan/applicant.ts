import type { Applicant } from './model.js';
import type { Random } from './random.js';

const FAMILY = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng', 'Huỳnh', 'Phan', 'Vũ', 'Võ', 'Đặng', 'Bùi', 'Đỗ', 'Hồ', 'Ngô'];
const MIDDLE = ['Văn', 'Thị', 'Minh', 'Ngọc', 'Thanh', 'Hữu', 'Thu', 'Quốc', 'Gia', 'Hoài'];
const GIVEN = ['An', 'Bình', 'Châu', 'Dũng', 'Giang', 'Hà', 'Hải', 'Hoa', 'Khánh', 'Lan', 'Linh', 'Long', 'Mai', 'Nam'];
const TRADE = ['Vận tải', 'Xây dựng', 'Thủy sản', 'Du lịch', 'Thương mại', 'Cơ khí'];

/** An invented applicant; numbers begin as real ones do and belong to nobody. */
export function inventApplicant(random: Random): Applicant {
  const name = `${random.pick(FAMILY)} ${random.pick(MIDDLE)} ${random.pick(GIVEN)}`;
  const phone = `09${digits(random, 8)}`;
  const chance = random.next();
  if (chance < 0.8) return { kind: 'CITIZEN', name, phone, idNumber: `077${digits(random, 9)}` };
  if (chance < 0.9) return { kind: 'HOUSEHOLD', name: `Hộ kinh doanh ${name}`, phone };
  return {
    kind: 'ENTERPRISE',
    name: `Công ty TNHH ${random.pick(TRADE)} ${random.pick(GIVEN)} ${random.pick(GIVEN)}`,
    phone,
  };
}

const digits = (random: Random, count: number): string =>
  Array.from({ length: count }, () => random.integer(0, 9)).join('');
