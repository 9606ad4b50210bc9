/** What a person or a program may be allowed to do, always bound to a part of the agency tree (see `RoleGrant`). */
export const Role = {
  /** The counter: submits, accepts, refuses, forwards, asks for and receives supplements, returns results, takes and refunds cash. */
  IntakeOfficer: 'INTAKE_OFFICER',
  /** The settling agency: asks for supplements and payments, suspends, resumes, terminates and completes dossiers. */
  CaseOfficer: 'CASE_OFFICER',
  /** Submits online. */
  Citizen: 'CITIZEN',
  /** Decides what an officer may not: second supplements, assignments, transfers, corrections, voids, extensions, payment cases. */
  Supervisor: 'SUPERVISOR',
  /** Reads dossiers, work lists, fee orders, payment cases and the recount of the figures; changes nothing. */
  Leader: 'LEADER',
  /** Enters what happened more than five minutes ago; beside a role that permits the command itself. */
  Backdater: 'BACKDATER',
  /** Publishes working calendars, and approves those of others that change past days. */
  CalendarEditor: 'CALENDAR_EDITOR',
  /** Permits nothing yet: for the reconciliation of what was collected. */
  Accountant: 'ACCOUNTANT',
  /** Permits nothing yet: for the take-over of dossiers from other systems. */
  Importer: 'IMPORTER',
  /** Permits nothing yet: for the grants of roles. */
  Administrator: 'ADMINISTRATOR',
  /** Reads the recount of the figures. Dead letters need no role: their command talks to Kafka. */
  Operator: 'OPERATOR',
} as const;
export type Role = (typeof Role)[keyof typeof Role];

const names: ReadonlySet<string> = new Set(Object.values(Role));

/** Whether `text` is the name of a role that this version knows. */
export function isRole(text: string): text is Role {
  return names.has(text);
}
