/** What a person or a program may be allowed to do, always bound to a part of the agency tree (see `RoleGrant`). */
export const Role = {
  /** Submits, accepts, refuses, asks for supplements, returns results, takes cash at the counter. */
  IntakeOfficer: 'INTAKE_OFFICER',
  /** Completes dossiers at the settling agency. */
  CaseOfficer: 'CASE_OFFICER',
  /** Submits online. */
  Citizen: 'CITIZEN',
  /** Decides what an officer may not alone: second supplements, transfers, corrections, voids, extensions. */
  Supervisor: 'SUPERVISOR',
  /** Reads the figures. */
  Leader: 'LEADER',
  /** May say that something happened more than five minutes ago. */
  Backdater: 'BACKDATER',
  /** Publishes working calendars. */
  CalendarEditor: 'CALENDAR_EDITOR',
  /** Lists and replays dead letters. */
  Operator: 'OPERATOR',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

const names: ReadonlySet<string> = new Set(Object.values(Role));

/** Whether `text` is the name of a role that this version knows. */
export function isRole(text: string): text is Role {
  return names.has(text);
}
