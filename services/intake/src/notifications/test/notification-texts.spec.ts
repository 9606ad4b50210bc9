import { describe, expect, it } from '@jest/globals';
import { localInstant } from '@motcua/kernel';
import type { NotificationMessage } from '../channels/notification-channel.js';
import {
  newNotification,
  type FactsOf,
  type Language,
  type Notification,
  type NotificationFacts,
  type NotificationKind,
} from '../notification.js';
import { composeMessage } from '../texts/compose-message.js';

const dossier = {
  dossierCode: '000.00.17.H06-240215-0001',
  procedureName: 'Đăng ký khai sinh',
  agencyName: 'Sở Tư pháp',
};
const dueAt = localInstant('2024-02-15', '10:00');
const newDueAt = localInstant('2024-03-05', '16:30');
const link = 'https://danhgia.example.vn/s/cGhpZXUgZGFuaCBnaWEgY3VhIEJhIExhbiAyMDI0';

const FACTS: { readonly [Kind in NotificationKind]: NotificationFacts } = {
  'supplement-wanted': { ...dossier, kind: 'supplement-wanted', respondBy: newDueAt },
  late: { ...dossier, kind: 'late', dueAt, newDueAt },
  ready: { ...dossier, kind: 'ready' },
  'survey-link': { ...dossier, kind: 'survey-link', link },
  rescheduled: { ...dossier, kind: 'rescheduled', dueAt, newDueAt, provisional: false },
};
const KINDS = Object.keys(FACTS) as NotificationKind[];
const EVERY = KINDS.flatMap((kind) => [['vi', kind] as const, ['en', kind] as const]);

function messageOf(language: Language, facts: NotificationFacts, name = 'Nguyễn Thị Lan'): NotificationMessage {
  const content: Omit<Notification, 'id' | 'createdAt'> = {
    dossierId: '018d2c00-0000-7000-8000-000000000001',
    occasion: '1',
    language,
    recipient: { name },
    facts,
  };
  return composeMessage(newNotification(content, dueAt));
}
const linesOf = ({ body }: NotificationMessage): readonly string[] => body.split('\n');

describe('A notification in words', () => {
  it.each(EVERY)('(%s, %s) names the applicant, the dossier, the procedure and the agency', (language, kind) => {
    const message = messageOf(language, FACTS[kind]);
    for (const fact of ['Nguyễn Thị Lan', ...Object.values(dossier)]) expect(message.body).toContain(fact);
    expect(message.subject).toContain(dossier.dossierCode);
    expect(message.shortText).toContain(dossier.dossierCode);
    expect(message.body).not.toMatch(/undefined|null|\[object|NaN|[<>]/);
  });

  it('says in Vietnamese that the agency is sorry and when the result is expected now', () => {
    const message = messageOf('vi', FACTS.late);
    expect(message.subject).toBe('Xin lỗi về việc chậm trả kết quả hồ sơ 000.00.17.H06-240215-0001');
    expect(linesOf(message)).toEqual([
      'Kính gửi: Ông/Bà/Tổ chức Nguyễn Thị Lan',
      '',
      'Sở Tư pháp đã hẹn trả kết quả giải quyết hồ sơ mã số 000.00.17.H06-240215-0001, thủ tục hành chính “Đăng ký khai sinh” vào 10 giờ 00 phút, ngày 15 tháng 02 năm 2024. Tuy nhiên, Sở Tư pháp không thể trả kết quả đúng thời gian đã hẹn.',
      '',
      'Sở Tư pháp xin lỗi Ông/Bà/Tổ chức về sự chậm trễ này.',
      '',
      'Thời gian dự kiến trả kết quả: 16 giờ 30 phút, ngày 05 tháng 3 năm 2024.',
      '',
      'Rất mong nhận được sự thông cảm của Ông/Bà/Tổ chức.',
      '',
      'Trân trọng,',
      'Sở Tư pháp',
      '',
      'Thư này được gửi tự động, Ông/Bà/Tổ chức vui lòng không trả lời thư này. Nếu có vướng mắc, Ông/Bà/Tổ chức liên hệ Sở Tư pháp và cung cấp mã hồ sơ nêu trên để được hướng dẫn.',
      '',
    ]);
    expect(message.shortText).toBe(
      'Sở Tư pháp xin lỗi vì chậm trả kết quả hồ sơ 000.00.17.H06-240215-0001. Dự kiến trả: 16 giờ 30 phút, ngày 05 tháng 3 năm 2024.',
    );
  });

  it('says the same in English', () => {
    const message = messageOf('en', FACTS.late);
    expect(message.body).toContain(
      'for 10:00 on 15 February 2024 (time in Viet Nam), and cannot keep this appointment.',
    );
    expect(message.body).toContain('Sở Tư pháp apologises to you for this delay.');
    expect(message.body).toContain('The result is now expected at 16:30 on 5 March 2024 (time in Viet Nam).');
  });

  it('promises no instant that is not known', () => {
    const late = { ...dossier, kind: 'late', dueAt, newDueAt: null } as const;
    expect(messageOf('vi', late).body).toContain('sẽ thông báo thời gian trả kết quả ngay khi xác định được.');
    expect(messageOf('en', late).body).toContain('will tell you the new time as soon as it is known.');
    const supplement = { ...dossier, kind: 'supplement-wanted', respondBy: null } as const;
    expect(messageOf('vi', supplement).body).toContain('Thời hạn bổ sung, hoàn thiện hồ sơ: không ấn định.');
    expect(messageOf('en', supplement).body).toContain('No time limit is set');
  });

  it('says until when a supplement is wanted, and both appointments when one was moved', () => {
    expect(messageOf('vi', FACTS['supplement-wanted']).body).toContain(
      'Thời hạn bổ sung, hoàn thiện hồ sơ: trước 16 giờ 30 phút, ngày 05 tháng 3 năm 2024.',
    );
    expect(messageOf('vi', FACTS.rescheduled).body).toContain(
      'Thời gian đã hẹn: 10 giờ 00 phút, ngày 15 tháng 02 năm 2024.\nThời gian hẹn mới: 16 giờ 30 phút, ngày 05 tháng 3 năm 2024.',
    );
  });

  it.each([
    ['vi', 'tạm tính'],
    ['en', 'provisional'],
  ] as const)('(%s) says of a new appointment that it is provisional, and only then', (language, word) => {
    const moved = messageOf(language, { ...FACTS.rescheduled, provisional: true } as FactsOf<'rescheduled'>);
    expect([moved.body, moved.shortText]).toEqual([expect.stringContaining(word), expect.stringContaining(word)]);
    const signed = messageOf(language, FACTS.rescheduled);
    expect(`${signed.body}${signed.shortText}`).not.toContain(word);
  });

  it('writes the local time of an instant that is on the day before in UTC', () => {
    const facts = { ...FACTS.rescheduled, newDueAt: new Date('2024-12-31T17:05:00Z') } as FactsOf<'rescheduled'>;
    expect(messageOf('vi', facts).body).toContain('00 giờ 05 phút, ngày 01 tháng 01 năm 2025');
    expect(messageOf('en', facts).body).toContain('00:05 on 1 January 2025');
  });

  it.each(['vi', 'en'] as const)('(%s) puts the link of a survey on a line of its own', (language) => {
    expect(linesOf(messageOf(language, FACTS['survey-link']))).toContain(link);
  });

  it.each(EVERY)('(%s, %s) addresses nobody by an empty name', (language, kind) => {
    const [salutation] = linesOf(messageOf(language, FACTS[kind], ' \r\n\u200b'));
    expect(salutation).toBe(language === 'vi' ? 'Kính gửi: Ông/Bà/Tổ chức' : 'Dear applicant,');
  });
});

describe('A name that tries to be more than a name', () => {
  const evil = 'Lan\r\nBcc: all@example.com\u2028\u2029\u0085\v\f\0\u202eBcc: more@example.com';

  it.each(EVERY)('(%s, %s) stays on its line in subject, short text and recipient', (language, kind) => {
    const spoilt = Object.fromEntries(
      Object.entries(FACTS[kind]).map(([name, value]) => [
        name,
        typeof value === 'string' && name !== 'kind' ? `${value} ${evil}` : value,
      ]),
    ) as unknown as NotificationFacts;
    const message = messageOf(language, spoilt, evil);
    for (const text of [message.subject, message.shortText, message.recipient.name]) {
      expect(text).not.toMatch(/[\p{Cc}\p{Cf}\u2028\u2029]/u);
    }
    expect(linesOf(message)).toHaveLength(linesOf(messageOf(language, FACTS[kind])).length);
    expect(linesOf(message).filter((line) => /^Bcc/.test(line))).toEqual([]);
  });
});

describe('A short text', () => {
  const long =
    'Chi nhánh Văn phòng Đăng ký đất đai khu vực phía Đông thành phố Hồ Chí Minh và các phường lân cận '.repeat(3);

  it.each(EVERY)('(%s, %s) keeps code, instants and link whole when the agency has a long name', (language, kind) => {
    const { shortText } = messageOf(language, { ...FACTS[kind], agencyName: long });
    expect(shortText.length).toBeLessThanOrEqual(160);
    expect(shortText).toContain(dossier.dossierCode);
    if (kind === 'survey-link') expect(shortText).toContain(link);
    if (kind === 'rescheduled' || kind === 'late') expect(shortText).toMatch(/2024\.$/);
  });

  it.each(['vi', 'en'] as const)('(%s) holds no link rather than a part of one', (language) => {
    const { shortText, body } = messageOf(language, {
      ...dossier,
      kind: 'survey-link',
      link: `${link}${'x'.repeat(100)}`,
    });
    expect(shortText).not.toContain('http');
    expect(shortText.length).toBeLessThanOrEqual(160);
    expect(body).toContain(`${link}${'x'.repeat(100)}\n`);
  });

  it('cuts between characters, never within one', () => {
    const { shortText } = messageOf('vi', { ...FACTS.ready, agencyName: '🏛'.repeat(100) });
    expect(shortText.isWellFormed()).toBe(true);
    expect(shortText).toMatch(/🏛…\.$/u);
  });
});
