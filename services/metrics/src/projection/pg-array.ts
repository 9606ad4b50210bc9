/**
 * One-dimensional arrays in PostgreSQL's binary form (array_recv): bulk statements hand over columns of thousands of
 * values, and neither side should print and parse them as text.
 */
const HEADER_BYTES = 20;
const OID = { bool: 16, int4: 23, text: 25, timestamptz: 1184 } as const;
/** 2000-01-01T00:00:00Z, from which PostgreSQL counts microseconds. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const TWO_TO_32 = 2 ** 32;

type Values<Value> = ArrayLike<Value | null>;

function withHeader(oid: number, length: number, bytes: number, nulls: boolean): Buffer {
  if (length === 0) {
    const empty = Buffer.alloc(12);
    empty.writeInt32BE(oid, 8);
    return empty;
  }
  const array = Buffer.allocUnsafe(HEADER_BYTES + 4 * length + bytes);
  array.writeInt32BE(1, 0);
  array.writeInt32BE(nulls ? 1 : 0, 4);
  array.writeInt32BE(oid, 8);
  array.writeInt32BE(length, 12);
  array.writeInt32BE(1, 16);
  return array;
}

/** Arrays of elements that all have `size` bytes. */
function fixedArray<Value>(
  oid: number,
  size: number,
  values: Values<Value>,
  write: (array: Buffer, value: Value, at: number) => void,
): Buffer {
  let present = 0;
  for (let index = 0; index < values.length; index += 1) if (values[index] !== null) present += 1;
  const array = withHeader(oid, values.length, present * size, present < values.length);
  let at = HEADER_BYTES;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    array.writeInt32BE(value === null ? -1 : size, at);
    at += 4;
    if (value === null) continue;
    write(array, value, at);
    at += size;
  }
  return array;
}

export const int4Array = (values: Values<number>): Buffer =>
  fixedArray(OID.int4, 4, values, (array, value, at) => array.writeInt32BE(value, at));

export const boolArray = (values: Values<boolean>): Buffer =>
  fixedArray(OID.bool, 1, values, (array, value, at) => array.writeUInt8(value ? 1 : 0, at));

/** From milliseconds since 1970. */
export const instantArray = (values: Values<number>): Buffer =>
  fixedArray(OID.timestamptz, 8, values, (array, value, at) => {
    const microseconds = (value - POSTGRES_EPOCH_MS) * 1_000;
    const high = Math.floor(microseconds / TWO_TO_32);
    array.writeInt32BE(high, at);
    array.writeUInt32BE(microseconds - high * TWO_TO_32, at + 4);
  });

export function textArray(values: Values<string>): Buffer {
  let bytes = 0;
  let nulls = false;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    if (value === null) nulls = true;
    else bytes += Buffer.byteLength(value);
  }
  const array = withHeader(OID.text, values.length, bytes, nulls);
  let at = HEADER_BYTES;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index]!;
    const written = value === null ? 0 : array.write(value, at + 4);
    array.writeInt32BE(value === null ? -1 : written, at);
    at += 4 + written;
  }
  return array;
}
