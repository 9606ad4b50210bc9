import type { IncomingHttpHeaders } from 'node:http';

/** Headers for one connection only (RFC 9110, section 7.6.1); a forwarded request has two. */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Cookies are between the browser and the front door; `expect` has been answered by it. */
const NOT_FOR_SERVICES = new Set(['cookie', 'expect']);

/** The portal sets the origin of a request itself; what a caller claims about it is dropped. */
const isClaimOfOrigin = (name: string): boolean =>
  name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-');

interface Caller {
  readonly ip: string;
  readonly host: string;
  readonly protocol: string;
}

/**
 * The headers for a service: those of the caller, `traceparent` included, without cookies, with the origin as the portal sees it.
 * `accessToken` is the session's, if the request has one.
 */
export function requestHeaders(
  caller: Caller,
  headers: IncomingHttpHeaders,
  accessToken?: string,
): IncomingHttpHeaders {
  const kept = without(headers, (name) => HOP_BY_HOP.has(name) || isClaimOfOrigin(name) || NOT_FOR_SERVICES.has(name));
  // The client library sets it; the caller's value would be wrong for a GET, whose body is not forwarded.
  delete kept['content-length'];
  return {
    ...kept,
    ...(accessToken === undefined ? {} : { authorization: `Bearer ${accessToken}` }),
    'x-forwarded-for': caller.ip,
    'x-forwarded-host': caller.host,
    'x-forwarded-proto': caller.protocol,
  };
}

/** The headers of a service's answer for the caller, without cookies: they would be cookies of the portal. */
export function responseHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return without(headers, (name) => HOP_BY_HOP.has(name) || name === 'set-cookie');
}

function without(headers: IncomingHttpHeaders, dropped: (name: string) => boolean): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped(name.toLowerCase())));
}
