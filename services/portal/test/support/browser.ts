type Sent = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

/** A browser as far as servers see one: it keeps cookies by origin, and follows redirects when it is told to. */
export class Browser {
  private readonly jars = new Map<string, Map<string, string>>();
  /** Every line by which a cookie was set. */
  readonly setLines: string[] = [];

  constructor(private readonly home: string) {}

  cookie(name: string): string | undefined {
    return this.jar(this.home).get(name);
  }

  keep(name: string, value: string): void {
    this.jar(this.home).set(name, value);
  }

  async get(address: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send(address, { headers });
  }

  /** As a page of ours asks. */
  async ask(path: string, init: Sent = {}): Promise<Response> {
    const own = { 'x-requested-by': 'motcua', 'sec-fetch-site': 'same-origin' };
    return this.send(path, { ...init, headers: { ...own, ...init.headers } });
  }

  /** Opens an address as a person does, through all redirects; answers the last answer and where it came from. */
  async open(address: string): Promise<{ readonly response: Response; readonly at: string }> {
    let at = new URL(address, this.home).href;
    let response = await this.get(at);
    for (let to = response.headers.get('location'); to !== null; to = response.headers.get('location')) {
      at = new URL(to, at).href;
      response = await this.get(at);
    }
    return { response, at };
  }

  private async send(address: string, init: Sent): Promise<Response> {
    const url = new URL(address, this.home);
    const jar = this.jar(url.origin);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie === '' ? {} : { cookie }), ...init.headers };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      this.setLines.push(line);
      const [name = '', value = ''] = line.split(';', 1)[0]!.split(/=(.*)/s);
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  }

  private jar(origin: string): Map<string, string> {
    const key = new URL(origin).origin;
    const jar = this.jars.get(key) ?? new Map<string, string>();
    this.jars.set(key, jar);
    return jar;
  }
}
