/** Of no meaning but that it is a host: paths are read against it. */
const HERE = 'http://here';
const HOME = '/';
/** It travels in a cookie. */
const LONGEST = 1_500;

/** Where a sign-in leads back to: the path given, with query and fragment; home for everything that is not one of ours. */
export function returnPath(text: string | undefined): string {
  // A browser takes a backslash for a slash and drops control characters: "/\evil" and "/<tab>/evil" are other hosts.
  if (text === undefined || !/^\/[^\\\p{Cc}]*$/u.test(text)) return HOME;
  const url = URL.parse(text, HERE);
  if (url?.origin !== HERE) return HOME;
  // Dots are resolved by now: "/.//evil" has become "//evil".
  const path = `${url.pathname}${url.search}${url.hash}`;
  return path.startsWith('//') || path.length > LONGEST ? HOME : path;
}
