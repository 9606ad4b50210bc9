export { type AuditRun, type MissingPart, readLastAuditRun, readLastMissing, recordAuditRun } from './audit-runs.js';
export { readTargets } from './targets.js';
