/** Base for parsing; any host would do. */
const HERE = 'http://here';
const HOME = '/';
/** Limited because it is kept in a cookie. */
const LONGEST = 1_500;

/** The path to return to after a sign-in, with query and fragment; `/` for an address outside the portal. */
export function returnPath(text = HOME): string {
  // Parsed as browsers do: "/\evil" and "/<tab>/evil" are other hosts, and "/.//evil" becomes "//evil".
  const url = URL.parse(text, HERE);
  if (url?.origin !== HERE) return HOME;
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') || path.length > LONGEST ? HOME : path;
}
