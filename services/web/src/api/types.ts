import type { paths as Deadlines } from './schemas/deadlines.js';
import type { paths as Intake } from './schemas/intake.js';

type Answer<Route> = Route extends { responses: { 200: { content: { 'application/json': infer Body } } } }
  ? Body
  : never;
type Body<Route> = Route extends { requestBody?: { content: { 'application/json': infer Sent } } } ? Sent : never;

export type Procedure = Answer<Intake['/procedures']['get']>[number];
export type Dossier = Answer<Intake['/dossiers/{id}']['get']>;
export type FoundDossier = Answer<Intake['/dossiers/searches']['post']>['dossiers'][number];
export type Submission = NonNullable<Body<Intake['/dossiers']['post']>>;
export type Applicant = Submission['applicant'];
export type CommandName = Intake['/dossiers/{id}/{command}']['post']['parameters']['path']['command'];
export type CommandBody = NonNullable<Body<Intake['/dossiers/{id}/{command}']['post']>>;
export type Deadline = Answer<Deadlines['/deadlines/{dossierId}']['get']>;
export type WorkRow = Answer<Deadlines['/work-lists/{list}']['get']>['deadlines'][number];
export type WorkList = Deadlines['/work-lists/{list}']['get']['parameters']['path']['list'];
export type WorkCounts = Answer<Deadlines['/work-lists']['get']>;
export type Calendar = Answer<Deadlines['/calendars']['get']>[number];
