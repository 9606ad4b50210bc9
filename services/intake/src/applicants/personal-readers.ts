import { Role } from '@motcua/auth';

/** Who may see whose dossier it is, at the agency that receives or settles it. Leaders see figures. */
export const PERSONAL_READERS = [Role.IntakeOfficer, Role.CaseOfficer, Role.Supervisor] as const;
