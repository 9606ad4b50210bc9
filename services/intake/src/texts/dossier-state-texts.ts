import type { DossierStatus } from '@motcua/contracts';

/** States as the national list names them; where it has one name for two of them, ours distinguish them. */
export const dossierStateTexts: Readonly<Record<DossierStatus, string>> = {
  SUBMITTED: 'Mới đăng ký',
  ACCEPTED: 'Được tiếp nhận',
  REFUSED_AT_INTAKE: 'Không được tiếp nhận',
  IN_PROCESS: 'Đang xử lý',
  SUPPLEMENT_REQUESTED: 'Yêu cầu bổ sung giấy tờ',
  PAYMENT_REQUESTED: 'Yêu cầu thực hiện nghĩa vụ tài chính',
  WITHDRAWN: 'Công dân yêu cầu rút hồ sơ',
  SUSPENDED: 'Tạm dừng xử lý',
  TERMINATED: 'Dừng xử lý',
  COMPLETED: 'Đã xử lý xong',
  RETURNED: 'Đã trả kết quả',
  VOIDED: 'Đã hủy do ghi nhận nhầm',
};
