import type { AgencyKind } from '../api/agency-directory.js';
import { formatCount } from '../format/number.js';
import { localDay, periodLabel } from '../format/period.js';
import type { Caveats, Gauges, Hop, IndicatorId } from './live/frame.js';

interface IndicatorText {
  readonly title: string;
  readonly short: string;
  /** What the numerator counts. */
  readonly meaning: string;
  /** Unit of the counts. */
  readonly unit: string;
}

export const indicatorTexts: Readonly<Record<IndicatorId, IndicatorText>> = {
  onTime: {
    title: 'Đúng hạn',
    short: 'Đúng hạn',
    meaning: 'Giải quyết trước hạn và đúng hạn trên tổng hồ sơ đã giải quyết',
    unit: 'hồ sơ',
  },
  onlineDossier: {
    title: 'Hồ sơ trực tuyến',
    short: 'Trực tuyến',
    meaning: 'Hồ sơ nộp trực tuyến trên hồ sơ của thủ tục có dịch vụ công trực tuyến',
    unit: 'hồ sơ',
  },
  onlinePayment: {
    title: 'Thanh toán trực tuyến',
    short: 'Thanh toán',
    meaning: 'Hồ sơ thanh toán trực tuyến trên hồ sơ có thu phí, lệ phí',
    unit: 'hồ sơ',
  },
  satisfaction: {
    title: 'Mức độ hài lòng',
    short: 'Hài lòng',
    meaning: 'Phiếu đánh giá hài lòng và rất hài lòng trên tổng số phiếu',
    unit: 'phiếu',
  },
};

interface GaugeText {
  readonly title: string;
  readonly note: string;
}

export type GaugeId = Exclude<keyof Gauges, 'unansweredSince' | 'suspendedOverdue'>;

export const gaugeTexts: Readonly<Record<GaugeId, GaugeText>> = {
  open: { title: 'Đang giải quyết', note: 'hồ sơ chưa có kết quả' },
  overdue: { title: 'Quá hạn', note: 'chưa giải quyết, đã quá ngày hẹn trả' },
  dueSoon: { title: 'Sắp đến hạn', note: 'còn không quá 8 giờ làm việc' },
  suspended: { title: 'Tạm dừng', note: 'chờ bổ sung, hoàn thiện hồ sơ' },
  unanswered: { title: 'Chờ tiếp nhận', note: 'đã nộp, chưa được trả lời' },
  parked: { title: 'Chưa tính được hạn', note: 'chờ công bố lịch làm việc' },
};

/** What a gauge has to say beyond its number: how long the oldest submission waits, how many of the suspended were late before. */
export function gaugeNews(id: GaugeId, gauges: Gauges | null): string | null {
  if (id === 'unanswered' && gauges?.unansweredSince) {
    return `chờ lâu nhất từ ${periodLabel(localDay(Date.parse(gauges.unansweredSince))).toLowerCase()}`;
  }
  if (id === 'suspended' && gauges !== null && gauges.suspendedOverdue > 0) {
    return `trong đó ${formatCount(gauges.suspendedOverdue)} đã quá hạn từ trước`;
  }
  return null;
}

/** What stands beside the on-time rate when its count is not 0. */
export const caveatTexts: Readonly<Record<keyof Caveats, string>> = {
  completedNotJudged: 'xong, chưa đánh giá hạn',
  endedOverdue: 'rút, dừng hoặc hủy khi đã quá hạn',
  recordedLate: 'ghi nhận khi đã quá hạn',
};

const serviceTexts: Readonly<Record<string, string>> = {
  intake: 'tiếp nhận hồ sơ',
  deadlines: 'theo dõi thời hạn',
  payments: 'thu phí, lệ phí',
  surveys: 'khảo sát hài lòng',
};

/** Which part is behind, in words for people who never heard of it. */
export function hopText({ kind, service }: Hop): string {
  const part = serviceTexts[service ?? ''] ?? 'chưa rõ';
  switch (kind) {
    case 'outbox':
      return `Phần ${part} gửi số liệu chậm`;
    case 'consumer':
      return `Phần ${part} nhận việc chậm`;
    case 'relay':
      return `Phần ${part} không báo tin`;
    case 'fold':
      return 'Phần tổng hợp số liệu chậm';
    case 'broker':
      return 'Đường truyền số liệu bị ngắt';
    case 'publisher':
      return 'Bảng số liệu ngừng cập nhật';
  }
}

export const kindTexts: Readonly<Record<AgencyKind, string>> = {
  DEPARTMENT: 'Sở, ban, ngành',
  DISTRICT: 'Cấp huyện',
  COMMUNE: 'Cấp xã',
  LAND_BRANCH: 'Chi nhánh đất đai',
};

export const noData = 'Chưa có dữ liệu';
