export type { DifferingCounter } from './audit-counters.js';
export { AuditEveryHour, HOURLY_AUDIT_OPTIONS } from './audit-every-hour.schedule.js';
export type { DifferingFact } from './audit-facts.js';
export { type AuditMissingOptions, auditMissingPart } from './audit-missing.js';
export { recountReport } from './audit-recount.js';
export { auditReplayPart, type DifferingReplay } from './audit-replay.js';
export { AuditController } from './audit.controller.js';
export { auditCountersPart, auditFactsPart, type AuditPart } from './audit.js';
