import { apologyDocument, type Apology } from '../documents/apology.js';
import { appointmentSlipDocument, type AppointmentSlip } from '../documents/appointment-slip.js';
import { controlSheetDocument, type ControlSheet } from '../documents/control-sheet.js';
import { renderPdf, type PrintedDocument } from '../documents/parts/render-pdf.js';
import { refusalDocument, type Refusal } from '../documents/refusal.js';
import { registerDocument, type Register } from '../documents/register.js';
import { supplementRequestDocument, type SupplementRequest } from '../documents/supplement-request.js';
import { terminationDocument, type Termination } from '../documents/termination.js';

/** A form of the one-stop office with all that is printed on it. */
export type Form = DossierForm | Register;
/** One that is about one dossier. */
export type DossierForm = AppointmentSlip | SupplementRequest | Refusal | Apology | Termination | ControlSheet;

/**
 * A form as PDF (A4, Vietnamese), by the law in force on the local day of its `issuedAt`; the same form gives the same
 * bytes. Any text is printed: what the font lacks becomes `□`. The layout takes the thread:
 * some 70 ms a slip, 0.6 ms a row of a register.
 * @throws AppError `amount-not-whole`, `look-up-link-too-long`, `register-too-long`
 */
export async function printForm(form: Form): Promise<Buffer> {
  return renderPdf(documentOf(form));
}

function documentOf(form: Form): PrintedDocument {
  switch (form.kind) {
    case 'appointment-slip':
      return appointmentSlipDocument(form);
    case 'supplement-request':
      return supplementRequestDocument(form);
    case 'refusal':
      return refusalDocument(form);
    case 'apology':
      return apologyDocument(form);
    case 'termination':
      return terminationDocument(form);
    case 'control-sheet':
      return controlSheetDocument(form);
    case 'register':
      return registerDocument(form);
  }
}
