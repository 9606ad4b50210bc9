import { AppError, isUuid } from '@motcua/kernel';

/** Where a page ended: the place of its last dossier in the order newest first. */
export interface SearchPosition {
  readonly submittedAt: Date;
  readonly dossierId: string;
}

const INSTANT_BYTES = 6;
const ID_BYTES = 16;
/** The latest instant that JavaScript knows, in milliseconds since 1970. */
const LAST_INSTANT = 8.64e15;

/** A position as opaque text; to the millisecond. */
export function toCursor({ submittedAt, dossierId }: SearchPosition): string {
  const bytes = Buffer.alloc(INSTANT_BYTES + ID_BYTES);
  bytes.writeUIntBE(submittedAt.getTime(), 0, INSTANT_BYTES);
  bytes.write(dossierId.replaceAll('-', ''), INSTANT_BYTES, 'hex');
  return bytes.toString('base64url');
}

/** @throws AppError `cursor-invalid` unless {@link toCursor} may have written it */
export function positionOf(cursor: string): SearchPosition {
  const bytes = Buffer.from(cursor, 'base64url');
  const milliseconds = bytes.length === INSTANT_BYTES + ID_BYTES ? bytes.readUIntBE(0, INSTANT_BYTES) : Infinity;
  const dossierId = bytes.toString('hex', INSTANT_BYTES).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  if (milliseconds <= LAST_INSTANT && isUuid(dossierId) && bytes.toString('base64url') === cursor) {
    return { submittedAt: new Date(milliseconds), dossierId };
  }
  throw new AppError('The cursor is none of ours: send the "next" of the last page unchanged, or none to begin.', {
    code: 'cursor-invalid',
    retryable: false,
  });
}
