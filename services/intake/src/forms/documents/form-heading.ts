import { formRegimeOf, type FormRegime } from './form-regime.js';

export type FormKind =
  'appointment-slip' | 'supplement-request' | 'refusal' | 'apology' | 'termination' | 'control-sheet' | 'register';

/** How the law calls a form. */
export interface FormHeading {
  readonly title: string;
  /** The title as it is broken in print, between its parts. */
  readonly titleLines: readonly string[];
  /** Two digits; `null` where the regime has no such form. */
  readonly number: string | null;
  /** The circular that the number comes from. */
  readonly source: string;
}

type Named = readonly [number: string | null, ...titleLines: string[]];

const SOURCES: Readonly<Record<FormRegime, string>> = {
  A: 'Thông tư số 01/2018/TT-VPCP',
  B: 'Phụ lục I Thông tư số 03/2025/TT-VPCP',
};

const SAME: Readonly<Record<'appointment-slip' | 'supplement-request' | 'refusal', Named>> = {
  'appointment-slip': ['01', 'Giấy tiếp nhận hồ sơ', 'và hẹn trả kết quả'],
  'supplement-request': ['02', 'Phiếu yêu cầu bổ sung,', 'hoàn thiện hồ sơ'],
  refusal: ['03', 'Phiếu từ chối tiếp nhận', 'giải quyết hồ sơ'],
};

const NAMED: Readonly<Record<FormRegime, Readonly<Record<FormKind, Named>>>> = {
  A: {
    ...SAME,
    apology: ['04', 'Phiếu xin lỗi', 'và hẹn lại ngày trả kết quả'],
    termination: [null, 'Thông báo dừng giải quyết hồ sơ'],
    'control-sheet': ['05', 'Phiếu kiểm soát', 'quá trình giải quyết hồ sơ'],
    register: ['06', 'Sổ theo dõi hồ sơ'],
  },
  B: {
    ...SAME,
    apology: ['04', 'Văn bản xin lỗi và đề nghị', 'gia hạn thời gian giải quyết'],
    termination: ['05', 'Thông báo dừng giải quyết hồ sơ'],
    'control-sheet': ['06', 'Phiếu kiểm soát', 'quá trình giải quyết hồ sơ'],
    register: ['07', 'Sổ theo dõi hồ sơ'],
  },
};

/** Title and number of a form on the local day of its issue. Source: the circulars named in {@link FormRegime}. */
export function formHeading(kind: FormKind, issuedAt: Date): FormHeading {
  const regime = formRegimeOf(issuedAt);
  const [number, ...titleLines] = NAMED[regime][kind];
  return { title: titleLines.join(' '), titleLines, number, source: SOURCES[regime] };
}
