import pg from 'pg';
import type { Stack } from '../../../deploy/local/src/stack.ts';

type DatabaseService = 'intake' | 'deadlines' | 'payments' | 'surveys' | 'metrics' | 'portal';

/** Asks a service's database as its owner. */
export async function ask<Row>(
  stack: Stack,
  service: DatabaseService,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const session = new pg.Client({ connectionString: stack.databaseUrlOf(service, 'owner') });
  await session.connect();
  try {
    return (await session.query(sql, [...parameters])).rows as Row[];
  } finally {
    await session.end();
  }
}

const localYear = (column: string): string =>
  `extract(year from (state->>'${column}')::timestamptz at time zone 'Asia/Ho_Chi_Minh')`;

/** Struck out: counts nowhere. */
const IS_VOIDED = `(state->>'voidedAt' is not null)`;

interface Ratio {
  readonly numerator: string;
  readonly denominator: string;
}

const text = ({ numerator, denominator }: Ratio): string => `${numerator}/${denominator}`;

/**
 * The four indicators of a year, counted by plain SQL over the rows of the services that own them: no event, no fact
 * and no counter of metrics has a part in it.
 */
export async function recountOwners(stack: Stack, year: number): Promise<Readonly<Record<string, string>>> {
  const voided = (
    await ask<{ id: string }>(stack, 'intake', `select dossier_id as id from audit where ${IS_VOIDED}`)
  ).map(({ id }) => id);
  const [onTime] = await ask<Ratio>(
    stack,
    'deadlines',
    `select count(*) filter (where state->>'outcome' in ('EARLY', 'ON_TIME')) as numerator, count(*) as denominator
     from audit where state->>'outcome' is not null and ${localYear('closedAt')} = $1`,
    [year],
  );
  const [online] = await ask<Ratio>(
    stack,
    'intake',
    `select count(*) filter (where state->>'channel' = 'ONLINE') as numerator, count(*) as denominator
     from audit
     where state->'procedure'->>'onlineLevel' <> 'NONE' and ${localYear('acceptedAt')} = $1 and not ${IS_VOIDED}`,
    [year],
  );
  const accepted = await ask<{ id: string }>(
    stack,
    'intake',
    `select dossier_id as id from audit where ${localYear('acceptedAt')} = $1 and not ${IS_VOIDED}`,
    [year],
  );
  const [payment] = await ask<Ratio>(
    stack,
    'payments',
    `select count(*) filter (where state->>'status' = 'SETTLED' and state->>'method' = 'ONLINE') as numerator,
            count(*) as denominator
     from audit where dossier_id = any($1::uuid[]) and state->>'status' <> 'CANCELLED'`,
    [accepted.map(({ id }) => id)],
  );
  const [satisfaction] = await ask<Ratio>(
    stack,
    'surveys',
    `select count(*) filter (where slip->>'rating' <> 'UNSATISFIED') as numerator, count(*) as denominator
     from audit, jsonb_array_elements(state->'invitations') as slip
     where slip->>'rating' is not null and dossier_id <> all($2::uuid[])
       and extract(year from (slip->>'invitedAt')::timestamptz at time zone 'Asia/Ho_Chi_Minh') = $1`,
    [year, voided],
  );
  return {
    onTime: text(onTime!),
    onlineDossier: text(online!),
    onlinePayment: text(payment!),
    satisfaction: text(satisfaction!),
  };
}
