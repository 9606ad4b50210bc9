/** A mail server and how to speak to it. */
export interface SmtpServerAddress {
  readonly host: string;
  readonly port: number;
  /**
   * `implicit`: from the first byte (`smtps://`). `required`: by STARTTLS, or nothing is sent. `off`: never.
   */
  readonly tls: 'implicit' | 'required' | 'off';
  readonly login: { readonly user: string; readonly password: string } | null;
}

/** The port for submission (RFC 6409) and the one where TLS comes first (RFC 8314). */
const DEFAULT_PORTS = { 'smtp:': 587, 'smtps:': 465 } as const;

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/**
 * Reads `smtp[s]://[user:password@]host[:port][?tls=required|off]`; user and password are percent-encoded. By default TLS is
 * required, except on loopback, where nothing leaves the machine. Certificates are checked; an authority of one's own is
 * named by Node's `NODE_EXTRA_CA_CERTS`. Answers the faults in words instead, which repeat no part of the url.
 */
export function readSmtpUrl(
  text: string,
): { readonly server: SmtpServerAddress } | { readonly faults: readonly string[] } {
  const url = URL.parse(text);
  if (url?.protocol !== 'smtp:' && url?.protocol !== 'smtps:') {
    return { faults: ['must be file:/absolute/directory, or an smtp:// or smtps:// url'] };
  }
  const tls = tlsOf(url);
  const login = loginOf(url);
  const faults = [
    ...(url.hostname === '' ? ['names no host'] : []),
    ...(/^\/?$/.test(url.pathname) && url.hash === '' ? [] : ['has a path or fragment, which means nothing here']),
    ...(tls === undefined ? ['has a query other than tls=required or tls=off (smtps:// takes none)'] : []),
    ...(login === undefined ? ['needs user and password both, percent-encoded, or neither'] : []),
    ...(login && tls === 'off' && !LOOPBACK.test(url.hostname)
      ? ['would send the password in clear: leave out tls=off']
      : []),
  ];
  if (tls === undefined || login === undefined || faults.length > 0) return { faults };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const port = url.port === '' ? DEFAULT_PORTS[url.protocol] : Number(url.port);
  return { server: { host, port, tls, login } };
}

function tlsOf({ protocol, hostname, search, searchParams }: URL): SmtpServerAddress['tls'] | undefined {
  if (search === '') {
    if (protocol === 'smtps:') return 'implicit';
    return LOOPBACK.test(hostname) ? 'off' : 'required';
  }
  const wanted = searchParams.get('tls');
  if (protocol === 'smtps:' || searchParams.size !== 1 || (wanted !== 'required' && wanted !== 'off')) return undefined;
  return wanted;
}

function loginOf({ username, password }: URL): SmtpServerAddress['login'] | undefined {
  if (username === '' && password === '') return null;
  if (username === '' || password === '') return undefined;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch (error) {
    if (error instanceof URIError) return undefined;
    throw error;
  }
}
