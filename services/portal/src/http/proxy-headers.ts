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

/** The portal sets the origin of a request itself; what a caller claims about it is dropped. */
const isClaimOfOrigin = (name: string): boolean =>
  name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-');

interface Caller {
  readonly ip: string;
  readonly host: string;
  readonly protocol: string;
}

/** The headers for a service: those of the caller, `traceparent` included, with the origin as the portal sees it. */
export function requestHeaders(caller: Caller, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = without(headers, (name) => HOP_BY_HOP.has(name) || isClaimOfOrigin(name) || name === 'expect');
  // The client library sets it; the caller's value would be wrong for a GET, whose body is not forwarded.
  delete kept['content-length'];
  return {
    ...kept,
    'x-forwarded-for': caller.ip,
    'x-forwarded-host': caller.host,
    'x-forwarded-proto': caller.protocol,
  };
}

/** The headers of a service's answer for the caller. */
export function responseHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return without(headers, (name) => HOP_BY_HOP.has(name));
}

function without(headers: IncomingHttpHeaders, dropped: (name: string) => boolean): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped(name.toLowerCase())));
}
