import type { Content } from 'pdfmake/interfaces.js';

/** Says that an instant may still move: it was computed from a year whose days off are not announced yet. */
export function provisionalNote(what: string): Content {
  return {
    text: `${what} được tạm tính theo lịch nghỉ chưa ban hành.`,
    italics: true,
    fontSize: 12,
    margin: [0, 0, 0, 4],
  };
}
