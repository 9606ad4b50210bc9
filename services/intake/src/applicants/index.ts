// For other rooms.
export { ApplicantAnswer, ApplicantBody } from './applicant.dto.js';
export { ApplicantRepository, type PersonalHistoryEntry } from './applicant.repository.js';
export type { Applicant } from './domain/applicant.js';
export { normalisedIdNumber, readIdNumber } from './domain/identity-numbers.js';
export { isMailAddress } from './domain/mail-address.js';
export { normalisedPhone, phonesIn, readPhone } from './domain/phone-numbers.js';
export type { ReadNumber } from './domain/read-number.js';
export { KEY_RING, type IntakeKeyRing } from './key-ring.js';
export { LookUpLinks } from './look-up-link.js';
export { LOOK_UP_SECRET, LOOK_UP_TOKEN, lookUpMacOf, lookUpTokenOf } from './look-up-token.js';
export { PersonalDataAccess } from './personal-data-access.js';
export { PERSONAL_READERS } from './personal-readers.js';
