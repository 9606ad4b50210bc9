// What runs; other rooms take nothing from here.
export { LookUpDossier } from './look-up-dossier.js';
export { LookUpRepository } from './look-up.repository.js';
export { LookUpsController } from './look-ups.controller.js';
