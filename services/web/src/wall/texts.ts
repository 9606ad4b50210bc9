import type { AgencyKind } from '../live/agency-directory.js';
import type { Gauges, IndicatorId } from '../live/frame.js';

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

export const gaugeTexts: Readonly<Record<keyof Gauges, GaugeText>> = {
  open: { title: 'Đang giải quyết', note: 'hồ sơ chưa có kết quả' },
  overdue: { title: 'Quá hạn', note: 'chưa giải quyết, đã quá ngày hẹn trả' },
  dueSoon: { title: 'Sắp đến hạn', note: 'còn không quá 8 giờ làm việc' },
  suspended: { title: 'Tạm dừng', note: 'chờ bổ sung, hoàn thiện hồ sơ' },
};

export const kindTexts: Readonly<Record<AgencyKind, string>> = {
  DEPARTMENT: 'Sở, ban, ngành',
  DISTRICT: 'Cấp huyện',
  COMMUNE: 'Cấp xã',
  LAND_BRANCH: 'Chi nhánh đất đai',
};

export const noData = 'Chưa có dữ liệu';
export const provinceFallback = 'Tỉnh Bà Rịa - Vũng Tàu';
