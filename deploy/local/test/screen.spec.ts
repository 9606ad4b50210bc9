import { describe, expect, it } from '@jest/globals';
import { isSimulated, newIdentityFile } from '../src/demo-people.ts';
import { table } from '../src/screen.ts';

describe('the demo people', () => {
  const people = newIdentityFile().clients;

  it('have Vietnamese names, for their names stand on Vietnamese forms', () => {
    for (const { name } of people) {
      expect(name).toMatch(/[À-ỹ]/);
      expect(name).toBe(name.normalize('NFC'));
    }
  });

  it('hold every role that there is between them, each at an agency in words', () => {
    const shown = people.filter((client) => !isSimulated(client));
    const roles = shown.flatMap((client) => client.roles.map(({ role }) => role));
    expect([...new Set(roles)].toSorted()).toEqual(
      [
        'ACCOUNTANT',
        'ADMINISTRATOR',
        'CALENDAR_EDITOR',
        'CASE_OFFICER',
        'IMPORTER',
        'INTAKE_OFFICER',
        'LEADER',
        'OPERATOR',
        'SUPERVISOR',
      ].toSorted(),
    );
    for (const { agencyName } of shown) expect(agencyName).toMatch(/[À-ỹ]/);
    for (const { agencyName } of people.filter(isSimulated)) expect(agencyName).toBeUndefined();
  });

  it('are shown in columns that stand below each other, however long a name or an id is', () => {
    const shown = people.filter((client) => !isSimulated(client));
    const lines = table([
      ['person', 'client id', 'secret'],
      ...shown.map(({ name, id, secret }) => [name, id, secret]),
    ]);
    const columns = lines.slice(1).map((line, index) => line.indexOf(shown[index]!.secret));
    expect(new Set([...columns, lines[0]!.indexOf('secret')]).size).toBe(1);
  });
});
