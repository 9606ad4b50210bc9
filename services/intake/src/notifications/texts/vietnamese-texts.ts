import { spokenInstant } from '../../texts/index.js';
import type { DossierFacts, FactsOf } from '../notification.js';
import type { KindTexts, MessageTexts } from './message-texts.js';
import { fittedText, SHORT_TEXT_LENGTH } from './short-text.js';

/** The form of address of the forms of Circular 03/2025/TT-VPCP; whether the applicant is a person is not known here. */
const APPLICANT = 'Ông/Bà/Tổ chức';

export const vietnameseTexts: MessageTexts = {
  salutation: (name) => `Kính gửi: ${APPLICANT}${name === '' ? '' : ` ${name}`}`,
  closing: (agencyName) => [
    `Trân trọng,\n${agencyName}`,
    `Thư này được gửi tự động, ${APPLICANT} vui lòng không trả lời thư này. Nếu có vướng mắc, ${APPLICANT} liên hệ ${agencyName} và cung cấp mã hồ sơ nêu trên để được hướng dẫn.`,
  ],
  kinds: {
    'supplement-wanted': supplementWanted,
    late,
    ready,
    'survey-link': surveyLink,
    rescheduled,
  },
};

function supplementWanted(facts: FactsOf<'supplement-wanted'>): KindTexts {
  const { dossierCode, agencyName, respondBy } = facts;
  const until = respondBy === null ? '' : ` trước ${spokenInstant(respondBy)}`;
  return {
    subject: `Đề nghị bổ sung, hoàn thiện hồ sơ ${dossierCode}`,
    paragraphs: [
      `${agencyName} đã xem xét ${dossierText(facts)} và đề nghị ${APPLICANT} bổ sung, hoàn thiện hồ sơ theo các nội dung nêu tại Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.`,
      respondBy === null
        ? 'Thời hạn bổ sung, hoàn thiện hồ sơ: không ấn định.'
        : `Thời hạn bổ sung, hoàn thiện hồ sơ:${until}.`,
    ],
    shortText: fittedText((agency) => `${agency} đề nghị bổ sung hồ sơ ${dossierCode}${until}.`, agencyName),
  };
}

function late(facts: FactsOf<'late'>): KindTexts {
  const { dossierCode, agencyName, dueAt, newDueAt } = facts;
  const expected = newDueAt === null ? '' : ` Dự kiến trả: ${spokenInstant(newDueAt)}.`;
  return {
    subject: `Xin lỗi về việc chậm trả kết quả hồ sơ ${dossierCode}`,
    paragraphs: [
      `${agencyName} đã hẹn trả kết quả giải quyết ${dossierText(facts)} vào ${spokenInstant(dueAt)}. Tuy nhiên, ${agencyName} không thể trả kết quả đúng thời gian đã hẹn.`,
      `${agencyName} xin lỗi ${APPLICANT} về sự chậm trễ này.`,
      newDueAt === null
        ? `${agencyName} sẽ thông báo thời gian trả kết quả ngay khi xác định được.`
        : `Thời gian dự kiến trả kết quả: ${spokenInstant(newDueAt)}.`,
      `Rất mong nhận được sự thông cảm của ${APPLICANT}.`,
    ],
    shortText: fittedText(
      (agency) => `${agency} xin lỗi vì chậm trả kết quả hồ sơ ${dossierCode}.${expected}`,
      agencyName,
    ),
  };
}

function ready(facts: FactsOf<'ready'>): KindTexts {
  const { dossierCode, agencyName } = facts;
  return {
    subject: `Đã có kết quả giải quyết hồ sơ ${dossierCode}`,
    paragraphs: [
      `Đã có kết quả giải quyết ${dossierText(facts)}.`,
      `Kính mời ${APPLICANT} nhận kết quả tại ${agencyName} trong giờ làm việc và mang theo Giấy tiếp nhận hồ sơ và hẹn trả kết quả.`,
      `Trường hợp ${APPLICANT} đã đăng ký nhận kết quả trực tuyến hoặc qua dịch vụ bưu chính công ích, kết quả được trả theo hình thức đã đăng ký.`,
    ],
    shortText: fittedText(
      (agency) => `Hồ sơ ${dossierCode} đã có kết quả. Kính mời nhận kết quả tại ${agency}.`,
      agencyName,
    ),
  };
}

function surveyLink(facts: FactsOf<'survey-link'>): KindTexts {
  const { dossierCode, agencyName, link } = facts;
  const withLink = `Kính mời đánh giá việc giải quyết hồ sơ ${dossierCode}: ${link}`;
  return {
    subject: `Kính mời đánh giá việc giải quyết hồ sơ ${dossierCode}`,
    paragraphs: [
      `Để nâng cao chất lượng phục vụ, ${agencyName} kính mời ${APPLICANT} đánh giá việc tiếp nhận, giải quyết ${dossierText(facts)} tại địa chỉ:`,
      link,
      `Ý kiến của ${APPLICANT} không ảnh hưởng đến kết quả giải quyết hồ sơ. Trân trọng cảm ơn ${APPLICANT}.`,
    ],
    // A link that is cut leads nowhere: rather none.
    shortText:
      withLink.length <= SHORT_TEXT_LENGTH
        ? withLink
        : fittedText(
            (agency) => `${agency} kính mời đánh giá việc giải quyết hồ sơ ${dossierCode} theo thư điện tử đã gửi.`,
            agencyName,
          ),
  };
}

function rescheduled(facts: FactsOf<'rescheduled'>): KindTexts {
  const { dossierCode, agencyName, dueAt, newDueAt, provisional } = facts;
  return {
    subject: `Thay đổi thời gian hẹn trả kết quả hồ sơ ${dossierCode}`,
    paragraphs: [
      `${agencyName} thông báo thay đổi thời gian hẹn trả kết quả giải quyết ${dossierText(facts)}.`,
      `Thời gian đã hẹn: ${spokenInstant(dueAt)}.\nThời gian hẹn mới: ${spokenInstant(newDueAt)}.`,
      ...(provisional ? ['Thời gian hẹn mới được tạm tính theo lịch nghỉ chưa ban hành.'] : []),
      `Rất mong nhận được sự thông cảm của ${APPLICANT}.`,
    ],
    shortText: fittedText(
      (agency) =>
        `${agency} hẹn lại thời gian trả kết quả hồ sơ ${dossierCode}: ${spokenInstant(newDueAt)}${provisional ? ' (tạm tính)' : ''}.`,
      agencyName,
    ),
  };
}

function dossierText({ dossierCode, procedureName }: DossierFacts): string {
  return `hồ sơ mã số ${dossierCode}, thủ tục hành chính “${procedureName}”`;
}
