import { describe, expect, it } from '@jest/globals';
import { localInstant } from '@motcua/kernel';
import type { Apology } from '../documents/apology.js';
import type { AppointmentSlip } from '../documents/appointment-slip.js';
import type { Refusal } from '../documents/refusal.js';
import type { Slip } from '../documents/slip.js';
import type { SupplementRequest } from '../documents/supplement-request.js';
import type { Termination } from '../documents/termination.js';
import { printForm } from '../printing/print-form.js';
import { pdfPages, pdfProperties, pdfText } from './support/pdf-text.js';

const inA = localInstant('2024-02-01', '10:00');
const inB = localInstant('2025-08-01', '08:15');

const slip: Slip = {
  issuedAt: inA,
  agency: {
    name: 'Trung tâm Phục vụ hành chính công',
    parentName: 'Ủy ban nhân dân tỉnh Bà Rịa - Vũng Tàu',
    place: 'Bà Rịa',
    phone: '0254 3852 777',
  },
  dossier: {
    dossierCode: '000.00.17.H06-240201-0001',
    procedureCode: '1.000948.H06',
    procedureName: 'Đăng ký biến động đất đai',
    applicantName: 'Nguyễn Thị Thùy Dương',
    applicantPhone: '0903 123 456',
    applicantAddress: '25 Trương Công Định, Phường 2',
  },
  lookUpLink: 'https://motcua.example.vn/tra-cuu/000.00.17.H06-240201-0001',
};

const appointmentSlip: AppointmentSlip = {
  ...slip,
  kind: 'appointment-slip',
  channel: 'POSTAL',
  components: [
    { name: 'Đơn đăng ký', copyKind: 'ORIGINAL' },
    { name: 'Căn cước công dân', copyKind: 'COPY' },
    { name: 'Tờ khai lệ phí', copyKind: 'ELECTRONIC' },
  ],
  receivedAt: inA,
  timeLimit: '05 ngày làm việc',
  appointment: { at: localInstant('2024-02-15', '10:00'), provisional: false },
  resultPlace: 'Quầy số 7',
  fees: [
    { kind: 'FEE', name: 'Phí thẩm định', amount: 1_250_000 },
    { kind: 'LEVY', name: 'Lệ phí địa chính', amount: 28_000 },
  ],
  officerName: 'Lê Minh Tâm',
};

const supplementRequest: SupplementRequest = {
  ...slip,
  kind: 'supplement-request',
  missing: ['Bản vẽ hoàn công', 'Văn bản đồng ý của đồng sở hữu'],
  reason: 'Thiếu giấy tờ theo quy định.',
  respondBy: localInstant('2024-03-05', '17:00'),
  officerName: 'Lê Minh Tâm',
};

const refusal: Refusal = {
  ...slip,
  kind: 'refusal',
  reason: 'Không thuộc thẩm quyền.',
  guidance: 'Nộp tại xã Long Sơn.',
  officerName: 'Lê Minh Tâm',
};

const letter = {
  ...slip,
  receivedAt: inA,
  reason: 'Chờ ý kiến.',
  signatory: { position: 'Giám đốc', name: 'Trần Hùng' },
};
const apology: Apology = {
  ...letter,
  kind: 'apology',
  originalDueAt: localInstant('2024-02-15', '10:00'),
  newDueAt: localInstant('2024-02-22', '17:00'),
  provisional: false,
};
const termination: Termination = { ...letter, kind: 'termination', terminatedAt: localInstant('2024-03-06', '08:00') };

describe('Every slip', () => {
  it.each([appointmentSlip, supplementRequest, refusal, apology, termination])(
    'has the head of an office document, dossier, link and a name to sign: $kind',
    async (form) => {
      const pages = await pdfPages(await printForm(form));
      expect(pages).toHaveLength(1);
      expect(pages[0]).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc');
      expect(pages[0]).toContain('ỦY BAN NHÂN DÂN TỈNH BÀ RỊA - VŨNG TÀU TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG');
      expect(pages[0]).toContain('Bà Rịa, ngày 01 tháng 02 năm 2024');
      for (const text of [slip.dossier.dossierCode, '1.000948.H06', 'Nguyễn Thị Thùy Dương', slip.lookUpLink]) {
        expect(pages[0]).toContain(text);
      }
      expect(pages[0]).toMatch(/\((Ký và ghi rõ họ tên|Ký tên, đóng dấu)\) (Lê Minh Tâm|Trần Hùng)/);
    },
  );

  it('is the same, byte for byte, when printed again, and bears no other time than its own', async () => {
    const first = await printForm(appointmentSlip);
    expect((await printForm(appointmentSlip)).equals(first)).toBe(true);
    expect(await pdfProperties(first)).toEqual({
      title: 'Giấy tiếp nhận hồ sơ và hẹn trả kết quả 000.00.17.H06-240201-0001',
      createdAt: 'D:20240201030000Z',
    });
  });

  it.each([
    [appointmentSlip, 'Mẫu số 01', 'Mẫu số 01'],
    [apology, 'Mẫu số 04', 'Mẫu số 04'],
    [termination, null, 'Mẫu số 05'],
  ])('bears the number and the circular of its day: $kind', async (form, numberInA, numberInB) => {
    const [textInA, textInB] = [await printedText(form), await printedText({ ...form, issuedAt: inB })];
    expect(textInA.includes('Mẫu số')).toBe(numberInA !== null);
    if (numberInA !== null) expect(textInA).toContain(`${numberInA} (Thông tư số 01/2018/TT-VPCP)`);
    expect(textInB).toContain(`${numberInB} (Phụ lục I Thông tư số 03/2025/TT-VPCP)`);
  });
});

describe('The appointment slip', () => {
  it('says what was received, how, and what it costs', async () => {
    const text = await printedText(appointmentSlip);
    expect(text).toContain('GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ');
    expect(text).toContain('Dịch vụ bưu chính công ích');
    expect(text).toMatch(/Đơn đăng ký \(bản chính\) 1\. .*\(bản sao\) 2\. .*\(bản điện tử\) 3\./);
    expect(text).toContain('Phí thẩm định Phí 1.250.000 đồng Lệ phí địa chính Lệ phí 28.000 đồng');
    expect(text).toContain('Tổng cộng 1.278.000 đồng');
    expect(text).toContain('Nơi trả kết quả: Quầy số 7');
  });

  it.each([
    ['2024-02-15T03:00:00.000Z', '10 giờ 00 phút, ngày 15 tháng 02 năm 2024'],
    ['2024-02-14T17:00:00.000Z', '00 giờ 00 phút, ngày 15 tháng 02 năm 2024'],
    ['2024-02-14T16:59:00.000Z', '23 giờ 59 phút, ngày 14 tháng 02 năm 2024'],
  ])('appoints exactly the given instant: %s', async (at, spoken) => {
    const text = await printedText({ ...appointmentSlip, appointment: { at: new Date(at), provisional: false } });
    expect(text).toContain(`Thời gian hẹn trả kết quả: ${spoken} Nơi`);
  });

  it('says that an appointment is provisional, and only then', async () => {
    const at = localInstant('2027-02-15', '10:00');
    const note = 'tạm tính theo lịch nghỉ chưa ban hành';
    expect(await printedText({ ...appointmentSlip, appointment: { at, provisional: true } })).toContain(note);
    expect(await printedText({ ...appointmentSlip, appointment: { at, provisional: false } })).not.toContain(note);
    expect(await printedText({ ...apology, provisional: true })).toContain(note);
    expect(await printedText(apology)).not.toContain(note);
  });

  it('says that no day is named, that nothing came with it and that nothing is charged', async () => {
    const text = await printedText({ ...appointmentSlip, appointment: null, components: [], fees: [] });
    expect(text).toContain('Thời gian hẹn trả kết quả: không hẹn ngày');
    expect(text).toContain('Không có giấy tờ kèm theo.');
    expect(text).toContain('Phí, lệ phí: không thu');
  });
});

describe('The supplement request', () => {
  it('lists what is missing, why, and until when', async () => {
    const text = await printedText(supplementRequest);
    expect(text).toContain('PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ');
    expect(text).toContain('Bản vẽ hoàn công 1. Văn bản đồng ý của đồng sở hữu 2.');
    expect(text).toContain('Lý do: Thiếu giấy tờ theo quy định.');
    expect(text).toContain('chậm nhất 17 giờ 00 phút, ngày 05 tháng 3 năm 2024');
    expect(await printedText({ ...supplementRequest, respondBy: null })).toContain('không ấn định');
  });
});

describe('The refusal', () => {
  it('says why, and what to do instead when there is something', async () => {
    const text = await printedText(refusal);
    expect(text).toContain('PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ');
    expect(text).toContain('Lý do: Không thuộc thẩm quyền. Hướng dẫn: Nộp tại xã Long Sơn.');
    expect(await printedText({ ...refusal, guidance: null })).not.toContain('Hướng dẫn');
  });
});

describe('The letters', () => {
  it('apologise in A with a new appointment: original deadline, reason, new time, signer', async () => {
    const text = await printedText(apology);
    expect(text).toContain('PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ');
    expect(text).toContain('hẹn trả kết quả giải quyết hồ sơ: 10 giờ 00 phút, ngày 15 tháng 02 năm 2024');
    expect(text).toContain('Lý do: Chờ ý kiến.');
    expect(text).toContain('hẹn lại thời gian trả kết quả: 17 giờ 00 phút, ngày 22 tháng 02 năm 2024');
    expect(text).toContain('GIÁM ĐỐC (Ký tên, đóng dấu) Trần Hùng');
  });

  it('apologise in B with the request for an extension', async () => {
    const text = await printedText({ ...apology, issuedAt: inB });
    expect(text).toContain('VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT');
    expect(text).toContain('đề nghị gia hạn thời gian giải quyết hồ sơ đến: 17 giờ 00 phút, ngày 22 tháng 02 năm 2024');
    expect(text).not.toContain('hẹn lại');
  });

  it('state the end of a dossier, since when and why', async () => {
    const text = await printedText(termination);
    expect(text).toContain('THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ');
    expect(text).toContain('dừng giải quyết hồ sơ nêu trên kể từ 08 giờ 00 phút, ngày 06 tháng 3 năm 2024');
    expect(text).toContain('Lý do: Chờ ý kiến.');
  });
});

async function printedText(form: Parameters<typeof printForm>[0]): Promise<string> {
  return pdfText(await printForm(form));
}
