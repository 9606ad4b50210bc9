/** The schema whose figures are served; a replay builds another one and gives it this name. */
export const LIVE_SCHEMA = 'projection';

const PLAIN_NAME = /^[a-z_][a-z0-9_]*$/;

/** Statements of a projection, written once for each schema that is asked for. */
export function perSchema<Statements>(write: (schema: string) => Statements): (schema: string) => Statements {
  const written = new Map<string, Statements>();
  return (schema) => {
    const known = written.get(schema);
    if (known !== undefined) return known;
    if (!PLAIN_NAME.test(schema)) throw new TypeError(`"${schema}" is not a plain schema name.`);
    const statements = write(schema);
    written.set(schema, statements);
    return statements;
  };
}

/** What the service may do in a projection, by table. */
export const projectionRights: Readonly<Record<string, string>> = {
  progress: 'select, update',
  fact: 'select, insert, update',
  counter_agency_day: 'select, insert, update',
  counter_agency_year: 'select, insert, update',
};
