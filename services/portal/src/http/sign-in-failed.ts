import { problemOf } from '@motcua/http';
import type { FastifyReply } from 'fastify';
import { causeOf, refusals, logFault } from './problems.js';

/** By the code of the problem. */
const TEXTS: Readonly<Record<string, string>> = {
  'sign-in-unknown': 'Lần đăng nhập này đã hết hạn hoặc bắt đầu ở trình duyệt khác.',
  'sign-in-refused': 'Dịch vụ đăng nhập không xác nhận được người dùng.',
  'issuer-unavailable': 'Dịch vụ đăng nhập tạm thời không trả lời. Hãy thử lại sau ít phút.',
  'database-unavailable': 'Hệ thống tạm thời chưa mở được phiên làm việc. Hãy thử lại sau ít phút.',
  'too-many-requests': 'Có quá nhiều lần đăng nhập từ địa chỉ này. Hãy thử lại sau một phút.',
};
const OTHER = 'Hệ thống gặp lỗi. Hãy thử lại sau ít phút.';

/** Answers with a plain page that says why the sign-in failed and links to a new one. */
export function sendSignInFailed(reply: FastifyReply, error: unknown): FastifyReply {
  const problem = problemOf(error);
  logFault(problem, error);
  if (problem.code === 'sign-in-refused')
    refusals.signIn.log(problem.detail, { why: problem.detail, cause: causeOf(error) });
  if (problem.status === 503) void reply.header('retry-after', '1');
  return reply
    .status(problem.status)
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(pageWith(TEXTS[problem.code] ?? OTHER, problem.code));
}

const pageWith = (text: string, code: string): string => `<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>Chưa đăng nhập được</title>
  </head>
  <body>
    <h1>Chưa đăng nhập được</h1>
    <p>${text}</p>
    <p><a href="/sign-in">Đăng nhập lại</a></p>
    <p><a href="/">Về trang theo dõi giải quyết hồ sơ</a></p>
    <p lang="en">The sign-in did not succeed (${code}). <a href="/sign-in">Try again</a>.</p>
  </body>
</html>
`;
