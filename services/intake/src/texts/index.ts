// For other rooms.
export { dossierStateTexts } from './dossier-state-texts.js';
export { shortInstant, spokenDay, spokenInstant } from './instant-texts.js';
