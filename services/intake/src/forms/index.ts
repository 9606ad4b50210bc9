// What runs; other rooms take nothing from here.
export { FormsController } from './http/forms.controller.js';
export { GatherFormFacts } from './of-dossier/gather-form-facts.js';
export { PrintDossierForm } from './of-dossier/print-dossier-form.js';
export { FormPrinter } from './printing/form-printer.js';
export { GatherRegister } from './registers/gather-register.js';
export { PrintRegister } from './registers/print-register.js';
