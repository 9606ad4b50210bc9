export { deadlineState, dossierAccepted, dossierState, eventOf, submittedDossier } from './builders.js';
export { answerOf, getJson, postJson, type Answer, type PostOptions } from './call.js';
export { dossierIdBeside } from './dossier-beside.js';
export { eventually } from './eventually.js';
export { freshDatabase, type FreshDatabase, type FreshDatabaseOptions } from './fresh-database.js';
export { freshTopics, type FreshTopics } from './fresh-topics.js';
export { goldenRecord } from './golden-record.js';
export { realParts, type RealParts } from './real-parts.js';
export { goldenRecordTakenIn, takenIn } from './taken-in.js';
export { openTestParts, type TestParts } from './test-parts.js';
export { startTestService, type TestService } from './start-test-service.js';
export { startTestIssuer, type TestIssuer } from './test-issuer.js';
export { typesRead } from './types-read.js';
export {
  differencesFrom,
  gapsOf,
  rolesWith,
  staleCommand,
  type RightsMatrixOptions,
  type RightsRequest,
  type RightsRow,
} from './rights-matrix.js';
