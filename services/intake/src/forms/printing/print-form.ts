import { type Apology, apologyDocument } from '../documents/apology.js';
import { type AppointmentSlip, appointmentSlipDocument } from '../documents/appointment-slip.js';
import { type ControlSheet, controlSheetDocument } from '../documents/control-sheet.js';
import { type PrintedDocument, renderPdf } from '../documents/parts/render-pdf.js';
import { type Refusal, refusalDocument } from '../documents/refusal.js';
import { type Register, registerDocument } from '../documents/register.js';
import { type SupplementRequest, supplementRequestDocument } from '../documents/supplement-request.js';
import { type Termination, terminationDocument } from '../documents/termination.js';

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
