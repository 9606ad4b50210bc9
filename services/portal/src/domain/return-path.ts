/** Of no meaning but that it is a host: paths are read against it. */
const HERE = 'http://here';
const HOME = '/';
/** It travels in a cookie. */
const LONGEST = 1_500;

/** Where a sign-in leads back to: the path given, with query and fragment; home for everything that is not one of ours. */
export function returnPath(text = HOME): string {
  // Read as a browser reads it: "/\evil" and "/<tab>/evil" are other hosts, and "/.//evil" becomes "//evil".
  const url = URL.parse(text, HERE);
  if (url?.origin !== HERE) return HOME;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') || path.length > LONGEST ? HOME : path;
}
