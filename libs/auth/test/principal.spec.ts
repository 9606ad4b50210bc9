import { describe, expect, it } from '@jest/globals';
import { Forbidden, FreshSignInNeeded, Principal, Role } from '../src/index.js';

/** Province H06, its district 12, the ward 12.03 in it. */
const province = ['H06'];
const district = ['H06', 'H06.12'];
const ward = ['H06', 'H06.12', 'H06.12.03'];
const otherDistrict = ['H06', 'H06.13'];

const officerOf = (agency: string): Principal =>
  new Principal('officer', 'An officer', [{ role: Role.IntakeOfficer, agency }]);

describe('Principal', () => {
  it('holds a role at the agency named and everywhere below it', () => {
    const officer = officerOf('H06.12');
    expect(officer.holds(Role.IntakeOfficer, district)).toBe(true);
    expect(officer.holds(Role.IntakeOfficer, ward)).toBe(true);
  });

  it('does not hold it above, beside, or nowhere', () => {
    const officer = officerOf('H06.12');
    expect(officer.holds(Role.IntakeOfficer, province)).toBe(false);
    expect(officer.holds(Role.IntakeOfficer, otherDistrict)).toBe(false);
    expect(officer.holds(Role.IntakeOfficer, [])).toBe(false);
  });

  it('holds a role of the root in the whole province', () => {
    const officer = officerOf('H06');
    for (const path of [province, district, ward, otherDistrict]) {
      expect(officer.holds(Role.IntakeOfficer, path)).toBe(true);
    }
  });

  it('does not mix one role with the agency of another', () => {
    const both = new Principal('both', 'Both', [
      { role: Role.IntakeOfficer, agency: 'H06.12' },
      { role: Role.CaseOfficer, agency: 'H06.13' },
    ]);
    expect(both.holds(Role.CaseOfficer, district)).toBe(false);
    expect(both.holds(Role.CaseOfficer, otherDistrict)).toBe(true);
  });

  it('lets pass who holds one of the roles required', () => {
    expect(() => officerOf('H06.12').require(Role.IntakeOfficer, ward)).not.toThrow();
    expect(() => officerOf('H06.12').require([Role.Citizen, Role.IntakeOfficer], ward)).not.toThrow();
  });

  it('names the roles and the agency that are missing', () => {
    const attempt = (): void => officerOf('H06.13').require([Role.CaseOfficer, Role.IntakeOfficer], ward);
    expect(attempt).toThrow(Forbidden);
    expect(attempt).toThrow('CASE_OFFICER or INTAKE_OFFICER at agency H06.12.03');
    expect(attempt).toThrow(
      expect.objectContaining({
        code: 'forbidden',
        kind: 'forbidden',
        details: { roles: ['CASE_OFFICER', 'INTAKE_OFFICER'], agency: 'H06.12.03' },
      }),
    );
  });

  describe('asked for a fresh sign-in', () => {
    const at = new Date('2026-03-02T09:00:00Z');
    const signedIn = (signedInAt: Date | null): Principal => new Principal('officer', 'An officer', [], signedInAt);

    it('passes while the sign-in is young enough', () => {
      const officer = signedIn(new Date('2026-03-02T08:55:00Z'));
      expect(() => officer.requireFreshSignIn(300, at)).not.toThrow();
    });

    it('is told how old the sign-in may be when it is older', () => {
      const officer = signedIn(new Date('2026-03-02T08:54:59Z'));
      expect(() => officer.requireFreshSignIn(300, at)).toThrow(FreshSignInNeeded);
      expect(() => officer.requireFreshSignIn(300, at)).toThrow(
        expect.objectContaining({
          code: 'fresh-sign-in-needed',
          kind: 'forbidden',
          details: { maxAgeSeconds: 300, signedInAt: '2026-03-02T08:54:59.000Z' },
        }),
      );
    });

    it('passes as a program, which has no sign-in', () => {
      expect(() => signedIn(null).requireFreshSignIn(0, at)).not.toThrow();
      expect(officerOf('H06').signedInAt).toBeNull();
    });
  });
});
