import { expect } from '@jest/globals';
import { pdfText } from './pdf-text.js';

/** The text of a form that was printed. */
export async function printed(response: Response): Promise<string> {
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(response.headers.get('cache-control')).toBe('no-store');
  return pdfText(Buffer.from(await response.arrayBuffer()));
}

/** Status, code and detail of what was refused. */
export async function refused(response: Response): Promise<unknown> {
  const { code, detail } = (await response.json()) as { readonly code: string; readonly detail: string };
  return [response.status, code, detail];
}
