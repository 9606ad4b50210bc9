type Sent = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

/** A browser as far as an issuer sees one: it keeps cookies and follows redirects, one at a time. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  async get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send(address, { headers: { accept: 'text/html', ...headers } });
  }

  async post(address: string, form: Readonly<Record<string, string>>): Promise<Response> {
    return this.send(address, { method: 'POST', body: new URLSearchParams(form) });
  }

  /** Goes on until an answer leads nowhere or to another origin. */
  async follow(response: Response): Promise<Response> {
    const to = response.headers.get('location');
    if (to === null || !new URL(to, this.origin).href.startsWith(`${this.origin}/`)) return response;
    return this.follow(await this.get(to));
  }

  private async send(address: string, init: Sent): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...init.headers, ...(cookie === '' ? {} : { cookie }) };
    const response = await fetch(new URL(address, this.origin), { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = line.split(';', 1)[0]!.split(/=(.*)/s);
      if (/expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }
}
