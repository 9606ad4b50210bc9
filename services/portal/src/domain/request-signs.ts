/** What a request says about its origin. */
export interface RequestSigns {
  readonly method: string;
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`; browsers send it over TLS and to loopback. */
  readonly site: string | undefined;
  /** `X-Requested-By`; a page of another site cannot send it without a preflight. */
  readonly requestedBy: string | undefined;
}

/**
 * Whether a request comes from our own pages, so that its session cookie is used. GET and HEAD must not have a foreign
 * `Sec-Fetch-Site` or `Origin`; all other methods also need our header and one of the two.
 */
export function isFromOurPages(signs: RequestSigns, ownOrigin: string): boolean {
  const { method, origin, site, requestedBy } = signs;
  const isRead = method === 'GET' || method === 'HEAD';
  if (site !== undefined && site !== 'same-origin' && !(isRead && site === 'none')) return false;
  if (origin !== undefined && origin !== ownOrigin) return false;
  return isRead || (requestedBy === 'motcua' && (site ?? origin) !== undefined);
}
