import type { IncomingHttpHeaders } from 'node:http';

/** They speak of one connection only (RFC 9110, section 7.6.1), and ours has two. */
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

/** Where a request came from is ours to say: what a caller claims about it is dropped. */
const isClaimOfOrigin = (name: string): boolean =>
  name === 'forwarded' || name === 'x-real-ip' || name.startsWith('x-forwarded-');

interface Caller {
  readonly ip: string;
  readonly host: string;
  readonly protocol: string;
}

/** What a service gets to see: the caller's headers, `traceparent` among them, with our own words on the origin. */
export function requestHeaders(caller: Caller, headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const kept = without(headers, (name) => HOP_BY_HOP.has(name) || isClaimOfOrigin(name) || name === 'expect');
  // The client library counts the bytes itself; a GET's body, which we do not pass on, would make its count wrong.
  delete kept['content-length'];
  return {
    ...kept,
    'x-forwarded-for': caller.ip,
    'x-forwarded-host': caller.host,
    'x-forwarded-proto': caller.protocol,
  };
}

/** What the caller gets to see of a service's answer. */
export function responseHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return without(headers, (name) => HOP_BY_HOP.has(name));
}

function without(headers: IncomingHttpHeaders, dropped: (name: string) => boolean): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped(name.toLowerCase())));
}
