// For other rooms.
export { AFTER_CHANGE, type AfterChange, type Change, type ChangedDossier, type NewDossier } from './change.js';
export { waitedWorkingMinutes } from './domain/appointment.js';
export type { Dossier, DossierCommand } from './domain/dossier.js';
export { dossierCode, submit, type Submission } from './domain/submission.js';
export { commandNames, undecidedStates, type DossierCommandName } from './domain/transitions.js';
export { dossierIdInPath } from './http/dossier-id.js';
export { DossierHistoryEntity } from './persistence/dossier-history.entity.js';
export { DossierRepository } from './persistence/dossier.repository.js';
export { ReadDossier } from './read/read-dossier.js';
export {
  RECEIVED_DOSSIERS,
  type ReceivedDossier,
  type ReceivedDossiers,
  type ReceivedWithin,
} from './received-dossiers.js';
export { LIKELY_DUPLICATES, type LikelyDuplicates, type LikelyDuplicatesOptions } from './submit/likely-duplicates.js';
export { asKept } from './submit/submit-dossier.js';
// What runs.
export { FollowPaymentWhenItChanges } from './follow-payment/follow-payment-when-it-changes.consumer.js';
export { FollowPayment } from './follow-payment/follow-payment.js';
export { PaymentRepository } from './follow-payment/payment.repository.js';
export { DossiersController } from './http/dossiers.controller.js';
export { ApplicantsController } from './read/applicants.controller.js';
export { ReadApplicant } from './read/read-applicant.js';
export { PrepareCommand } from './record/prepare-command.js';
export { CommandRights } from './record/command-rights.js';
export { RecordCommand } from './record/record-command.js';
export { SubmitDossier } from './submit/submit-dossier.js';
export { OpenDossierRepository } from './transfer-from-ended-agencies/open-dossier.repository.js';
export { TransferFromEndedAgenciesEveryMinute } from './transfer-from-ended-agencies/transfer-from-ended-agencies-every-minute.schedule.js';
export { TransferFromEndedAgencies } from './transfer-from-ended-agencies/transfer-from-ended-agencies.js';
