/** What a request says of where it comes from. */
export interface RequestSigns {
  readonly method: string;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: browsers say it at addresses that are safe, so over TLS and on this machine. */
  readonly site: string | undefined;
  /** `X-Requested-By`: no page of another site can send it without being asked for first. */
  readonly requestedBy: string | undefined;
}

/**
 * Whether a request comes from our own pages, so that the session cookie may count. A read must not be known to come from
 * elsewhere; anything else must show that it does not, twice: by our header, and by the browser's word.
 */
export function isFromOurPages(signs: RequestSigns, ownOrigin: string): boolean {
  const { method, origin, site, requestedBy } = signs;
  const isRead = method === 'GET' || method === 'HEAD';
  if (site !== undefined && site !== 'same-origin' && !(isRead && site === 'none')) return false;
  if (origin !== undefined && origin !== ownOrigin) return false;
  return isRead || (requestedBy === 'motcua' && (site ?? origin) !== undefined);
}
