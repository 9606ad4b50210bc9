import type { Content } from 'pdfmake/interfaces.js';
import { AppError } from '@motcua/kernel';

/**
 * Room for the QR code in points (30 mm). A module is whole points wide: two up to 106 bytes of link, one (0.35 mm, as
 * small as phones read from paper) up to the longest.
 */
const QR_SIDE = 84;
const LONGEST_LINK_BYTES = 300;

/**
 * The title in the middle with the QR code of the look-up link at its left.
 * @throws AppError `look-up-link-too-long`
 */
export function titleBlock(lines: readonly string[], lookUpLink: string): Content {
  return {
    columns: [
      { width: QR_SIDE, stack: [qrCode(lookUpLink)] },
      {
        width: '*',
        text: lines.join('\n').toLocaleUpperCase('vi'),
        bold: true,
        fontSize: 14,
        alignment: 'center',
        margin: [0, 18, 0, 0],
      },
      { width: QR_SIDE, text: '' },
    ],
    margin: [0, 10, 0, 8],
  };
}

function qrCode(text: string): Content {
  const bytes = Buffer.byteLength(text);
  if (bytes > LONGEST_LINK_BYTES) {
    throw new AppError(
      `A look-up link of ${bytes} bytes makes a QR code that phones cannot read: give ${LONGEST_LINK_BYTES} at most.`,
      { code: 'look-up-link-too-long', retryable: false },
    );
  }
  // Left alone, pdfmake takes most links for alphanumeric and encodes them in capitals: another address.
  return { qr: text, fit: QR_SIDE, eccLevel: 'M', mode: 'octet' };
}
