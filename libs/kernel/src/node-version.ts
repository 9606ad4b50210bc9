/** The oldest major version that the programs run on. */
const LEAST_NODE = 24;

/** What is wrong with running `program` on a version of Node, and what to do; null: nothing is. */
export function nodeFault(version: string, program: string): string | null {
  if (Number(version.split('.')[0]) >= LEAST_NODE) return null;
  return (
    `Node ${LEAST_NODE} is needed, and this is ${version}: start it with the one that npm has installed ` +
    `(at the top of the repository: node_modules/.bin/node ${program} ...), or install Node ${LEAST_NODE}.`
  );
}
