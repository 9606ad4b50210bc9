import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { errors, type Provider } from 'oidc-provider';
import type { Client } from '../persistence/identity-file.js';
import { peoplePage, refusalPage, STYLE_PATH } from './demo-page.js';
import { STYLE } from './demo-style.js';

export interface DemoSignInOptions {
  /** Whether the page exists. */
  readonly demo: boolean;
  /** The issuer's address for browsers. */
  readonly browserUrl: string;
  readonly portalUrl: string;
}

type Texts = Parameters<typeof refusalPage>[0];

const INTERACTION = /^\/interaction\/[\w-]+$/;
const MOST_BYTES = 1_024;
const SWITCHED_OFF: Texts = {
  vi: 'Trang chọn người dùng thử đang tắt: nó chỉ dành cho bản chạy thử trên một máy.',
  en: 'The page of demo people is switched off. It is for trials on one machine; DEMO_SIGN_IN=on switches it on.',
};
const NOT_LOCAL: Texts = {
  vi: 'Trang chọn người dùng thử chỉ mở được trên chính máy đang chạy hệ thống, tại địa chỉ 127.0.0.1.',
  en: 'Demo people have no passwords, so they can be chosen at 127.0.0.1 or localhost only, not where others can reach it.',
};
const EXPIRED: Texts = {
  vi: 'Lần đăng nhập này đã hết hạn hoặc bắt đầu ở trình duyệt khác. Hãy quay lại trang trước và bấm Đăng nhập.',
  en: 'This sign-in has expired or began in another browser. Go back and sign in again.',
};
const UNKNOWN_PERSON: Texts = { vi: 'Không có người dùng thử này.', en: 'There is no such demo person.' };

/** The page on which a demo person is chosen, and its style sheet. `answer` returns false for other addresses. */
export class DemoSignIn {
  private readonly people: readonly Client[];

  constructor(
    private readonly issuer: Provider,
    clients: readonly Client[],
    private readonly options: DemoSignInOptions,
  ) {
    this.people = clients.filter(({ agencyName }) => agencyName !== undefined);
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = (request.url ?? '').split('?', 1)[0]!;
    if (path === STYLE_PATH) {
      response.writeHead(200, { 'content-type': 'text/css; charset=utf-8' }).end(STYLE);
      return true;
    }
    if (!INTERACTION.test(path)) return false;
    const refusal = this.refusalOf(request);
    if (refusal) this.send(response, 403, refusalPage(refusal));
    else await this.choose(request, response, path);
    return true;
  }

  private refusalOf(request: IncomingMessage): Texts | null {
    if (!this.options.demo) return SWITCHED_OFF;
    // The Host header as well: DNS can let a foreign name point to loopback.
    const asked = URL.parse(`http://${request.headers.host ?? ''}`);
    return isLoopback(URL.parse(this.options.browserUrl)) && isLoopback(asked) ? null : NOT_LOCAL;
  }

  private async choose(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    try {
      await this.issuer.interactionDetails(request, response);
      if (request.method === 'GET') return this.send(response, 200, peoplePage(this.people, path));
      const person = await personIn(request);
      if (!this.people.some(({ id }) => id === person)) {
        return this.send(response, 400, refusalPage(UNKNOWN_PERSON));
      }
      await this.issuer.interactionFinished(request, response, { login: { accountId: person } });
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      this.send(response, 400, refusalPage(EXPIRED));
    }
  }

  private send(response: ServerResponse, status: number, page: string): void {
    // form-action also applies to redirects after the form, so it includes the portal.
    const policy = `default-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' ${new URL(this.options.portalUrl).origin}`;
    response
      .writeHead(status, {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'content-security-policy': policy,
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      })
      .end(page);
  }
}

async function personIn(request: IncomingMessage): Promise<string> {
  if (Number(request.headers['content-length'] ?? MOST_BYTES + 1) > MOST_BYTES) return '';
  return new URLSearchParams(await text(request)).get('person') ?? '';
}

function isLoopback(url: URL | null): boolean {
  return url !== null && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
}
