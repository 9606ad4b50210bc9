import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventAttributes } from '@motcua/contracts';

const folder = join(import.meta.dirname, '..', 'fixtures');

/** An event as it stood on the wire when its version was made. A fixture never changes; a new version gets a new one. */
export interface Fixture {
  readonly type: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: {
    readonly revision: number;
    readonly recordedAt: string;
    readonly state: Readonly<Record<string, unknown>>;
  };
}

export const fixtures: readonly Fixture[] = readdirSync(folder).map((file) => ({
  type: file.replace(/\.json$/, ''),
  ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<Fixture, 'type'>),
}));

export function fixtureOf(type: string): Fixture {
  const fixture = fixtures.find((each) => each.type === type);
  if (!fixture) throw new Error(`Add libs/contracts/fixtures/${type}.json: every event version has a golden fixture.`);
  return fixture;
}

export function attributesOf({ headers }: Fixture): EventAttributes {
  return {
    id: headers['ce_id']!,
    type: headers['ce_type']!,
    source: headers['ce_source']!,
    time: headers['ce_time']!,
    subject: headers['ce_subject']!,
  };
}
