import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { eventually } from '@motcua/testing';
import { randomBytes } from 'node:crypto';
import { openSurveysStage, returnedAt, type Slip, type SurveysStage } from './support/surveys-stage.js';

let stage: SurveysStage;
let slip: Slip;
beforeAll(async () => {
  stage = await openSurveysStage();
  slip = await stage.printedSlip();
}, 90_000);
afterAll(async () => stage.close(), 60_000);

const answersOf = ({ dossierId }: Slip) =>
  stage.database.query<{ rating: string; comment: string | null }>(
    'select answer.* from answer join invitation using (token_hash) where dossier_id = $1',
    [dossierId],
  );

async function publishedAnswers({ dossierId }: Slip): Promise<number> {
  const events = await stage.published(dossierId);
  return events.filter(({ type }) => type === 'vn.motcua.survey.answered.v1').length;
}

describe('an answer', () => {
  it('counts on its invitation, and is published without the comment', async () => {
    const slip = await stage.printedSlip();
    const comment = 'Cô Nguyễn Thị Canary rất nhiệt tình';
    const before = Date.now();
    const receipt = await stage.answer({ token: slip.token, rating: 'VERY_SATISFIED', comment });
    expect(receipt).toMatchObject({ status: 200, body: { stage: 'RETURNED', rating: 'VERY_SATISFIED' } });
    const event = await eventually(async () => {
      const last = (await stage.published(slip.dossierId)).at(-1);
      expect(last?.type).toBe('vn.motcua.survey.answered.v1');
      return last!;
    }, 30_000);
    const answered = event.state.invitations.find(({ stage }) => stage === 'RETURNED');
    expect(answered).toMatchObject({ invitedAt: returnedAt, rating: 'VERY_SATISFIED', answeredAt: event.happenedAt });
    expect(Date.parse(event.happenedAt)).toBeGreaterThanOrEqual(before);
    expect(JSON.stringify(event)).not.toContain('Canary');
    const stored = await answersOf(slip);
    expect(stored[0]?.comment).toMatch(/^v1\.k1\./);
    expect(JSON.stringify(stored)).not.toContain('Canary');
    const printed = await stage.invitations(slip.dossierId, stage.officer);
    expect(printed.body).toContainEqual(expect.objectContaining({ token: slip.token, answeredAt: event.happenedAt }));
  });

  it('is taken in once when it comes again, also at the same time', async () => {
    const slip = await stage.printedSlip();
    const body = { token: slip.token, rating: 'SATISFIED', comment: 'ok' };
    const receipts = await Promise.all([1, 2, 3, 4].map(() => stage.answer(body)));
    expect(receipts.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(new Set(receipts.map((receipt) => JSON.stringify(receipt.body))).size).toBe(1);
    expect(await answersOf(slip)).toHaveLength(1);
    await eventually(async () => expect(await publishedAnswers(slip)).toBe(1), 30_000);
  });

  it.each([
    ['another rating', { rating: 'UNSATISFIED', comment: 'ok' }],
    ['another comment', { rating: 'SATISFIED', comment: 'not ok' }],
    ['no comment any more', { rating: 'SATISFIED' }],
  ])('is not changed by %s: 409 already-answered', async (_, other) => {
    const slip = await stage.printedSlip();
    await stage.answer({ token: slip.token, rating: 'SATISFIED', comment: 'ok' });
    expect(await stage.answer({ token: slip.token, ...other })).toMatchObject({
      status: 409,
      body: { code: 'already-answered' },
    });
    expect(await answersOf(slip)).toMatchObject([{ rating: 'SATISFIED' }]);
    await eventually(async () => expect(await publishedAnswers(slip)).toBe(1), 30_000);
  });

  it('is the same one in whatever form of Unicode and with whatever ends of lines its comment comes', async () => {
    const slip = await stage.printedSlip();
    const answer = { token: slip.token, rating: 'SATISFIED' };
    expect(await stage.answer({ ...answer, comment: 'Cảm ơn ❤️\nNhanh gọn' })).toMatchObject({ status: 200 });
    const again = `${'Cảm ơn'.normalize('NFD')} ❤️  \r\nNhanh\tgọn\r\n`;
    expect(await stage.answer({ ...answer, comment: again })).toMatchObject({ status: 200 });
  });

  it('is one when two different ones come at the same time', async () => {
    const slip = await stage.printedSlip();
    const ratings = ['SATISFIED', 'UNSATISFIED', 'VERY_SATISFIED'];
    const receipts = await Promise.all(ratings.map((rating) => stage.answer({ token: slip.token, rating })));
    expect(receipts.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
    await eventually(async () => expect(await publishedAnswers(slip)).toBe(1), 30_000);
  });

  it('can be rewritten by nobody who runs the service', async () => {
    const [row] = await stage.database.query<{ allowed: boolean }>(
      `select has_table_privilege($1, 'answer', 'update, delete, truncate') as allowed`,
      [new URL(stage.database.url).username],
    );
    expect(row?.allowed).toBe(false);
  });
});

describe('an answer that is refused', () => {
  const countOf = async (reason: string): Promise<number> => {
    const name = `motcua_surveys_refused_answers_total{reason="${reason}"} `;
    const line = (await stage.metrics()).split('\n').find((each) => each.startsWith(name));
    expect(line).toBeDefined();
    return Number(line!.slice(name.length));
  };

  it.each([
    ['token-unknown', { token: 'x' }],
    ['already-answered', { rating: 'UNSATISFIED' }],
    ['request-invalid', { rating: 'DELIGHTED' }],
  ])('is counted as %s and logged without its content', async (reason, overrides) => {
    const log = jest.spyOn(Logger.prototype, 'warn');
    const slip = await stage.printedSlip();
    const counted = await countOf(reason);
    await stage.answer({ token: slip.token, rating: 'SATISFIED' });
    await stage.answer({ token: slip.token, rating: 'SATISFIED', comment: 'Canary', ...overrides });
    expect(await countOf(reason)).toBe(counted + 1);
    const line = { message: 'An answer to a survey was refused.', answers: 1, reason };
    if (counted === 0) expect(log.mock.calls).toContainEqual([line]);
    expect(JSON.stringify(log.mock.calls)).not.toContain('Canary');
    log.mockRestore();
  });
});

describe('a bad answer gets problem details, writes nothing and publishes nothing', () => {
  const cases: readonly (readonly [string, number, string, object | string])[] = [
    ['an unknown token', 404, 'token-unknown', { token: randomBytes(32).toString('base64url') }],
    ['a wrong type', 400, 'request-invalid', { rating: 3 }],
    ['an unknown rating', 400, 'request-invalid', { rating: 'DELIGHTED' }],
    ['a missing field', 400, 'request-invalid', { rating: undefined }],
    ['no token', 400, 'request-invalid', { token: undefined }],
    ['an undeclared field', 400, 'request-invalid', { stage: 'ACCEPTED' }],
    ['a comment with a control character', 400, 'request-invalid', { comment: 'a\u001b[2J' }],
    ['a comment with an invisible character', 400, 'request-invalid', { comment: 'a\u202Eb' }],
    ['a token of two lines', 400, 'request-invalid', { token: 'a\nb' }],
    ['a comment that is too long', 400, 'request-invalid', { comment: 'x'.repeat(2_001) }],
    ['broken JSON', 400, 'json-broken', '{"token":'],
    ['an oversized body', 413, 'body-too-large', { comment: 'x'.repeat(300_000) }],
  ];

  it.each(cases)('%s: %i %s', async (_, status, code, overrides) => {
    const good = { token: slip.token, rating: 'SATISFIED' };
    const body = typeof overrides === 'string' ? overrides : { ...good, ...overrides };
    expect(await stage.answer(body)).toMatchObject({
      status,
      contentType: 'application/problem+json; charset=utf-8',
      body: { type: `urn:motcua:problem:${code}`, status, code, detail: expect.any(String) },
    });
    expect(await answersOf(slip)).toEqual([]);
  });

  it('leaves the invitation open and nothing published', async () => {
    expect(await publishedAnswers(slip)).toBe(0);
    expect(await stage.answer({ token: slip.token, rating: 'SATISFIED' })).toMatchObject({ status: 200 });
    await eventually(async () => expect(await publishedAnswers(slip)).toBe(1), 30_000);
  });
});
