import { dayOrdinal, type LocalDay } from '@training-monkey/training';

/** A column of a table and where its values come from. */
export type Column<T> = { name: string } & (
  | { type: 'bigint'; value: (row: T) => bigint }
  | { type: 'integer' | 'double'; value: (row: T) => number | null }
  | { type: 'doubles'; value: (row: T) => number[] | null }
  | { type: 'boolean'; value: (row: T) => boolean }
  | { type: 'text'; value: (row: T) => string | null }
  | { type: 'date'; value: (row: T) => LocalDay }
  /** An instant as ISO 8601. */
  | { type: 'timestamptz'; value: (row: T) => string }
);

const CHUNK_BYTES = 65_536;
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
/** PostgreSQL counts from 2000-01-01. */
const EPOCH_ORDINAL = dayOrdinal('2000-01-01' as LocalDay);
const EPOCH_MS = Date.UTC(2000, 0, 1);
const FLOAT8_OID = 701;

/**
 * Rows in PostgreSQL's binary COPY format, some at a time: doubles go over as they are, with nothing
 * to print and to parse. Chunks end anywhere.
 *
 * Source: PostgreSQL documentation, COPY, "Binary Format".
 */
export function* binaryRows<T>(columns: Column<T>[], rows: Iterable<T>): Generator<Buffer> {
  const full: Buffer[] = [];
  let chunk = Buffer.allocUnsafe(CHUNK_BYTES);
  let at = 0;

  const reserve = (bytes: number) => {
    if (at + bytes <= chunk.length) return;
    if (at > 0) full.push(chunk.subarray(0, at));
    chunk = Buffer.allocUnsafe(Math.max(CHUNK_BYTES, bytes));
    at = 0;
  };
  const putInt32 = (value: number) => {
    at = chunk.writeInt32BE(value, at);
  };
  const putText = (text: string) => {
    // No text of PostgreSQL's may hold the character 0.
    const valid = text.includes('\0') ? text.replaceAll('\0', '\uFFFD') : text;
    const bytes = Buffer.byteLength(valid);
    reserve(4 + bytes);
    putInt32(bytes);
    at += chunk.write(valid, at);
  };
  const putDoubles = (values: number[]) => {
    const bytes = 20 + 12 * values.length;
    reserve(4 + bytes);
    // Length, dimensions, nulls, type of elements, size and lower bound of the one dimension.
    for (const value of [bytes, 1, 0, FLOAT8_OID, values.length, 1]) putInt32(value);
    for (const value of values) {
      putInt32(8);
      at = chunk.writeDoubleBE(value, at);
    }
  };
  const put = (column: Column<T>, row: T) => {
    reserve(12);
    const value = column.value(row);
    if (value === null) {
      putInt32(-1);
      return;
    }
    switch (column.type) {
      case 'bigint':
        putInt32(8);
        at = chunk.writeBigInt64BE(value as bigint, at);
        return;
      case 'integer':
        putInt32(4);
        putInt32(value as number);
        return;
      case 'double':
        putInt32(8);
        at = chunk.writeDoubleBE(value as number, at);
        return;
      case 'boolean':
        putInt32(1);
        at = chunk.writeInt8(value === true ? 1 : 0, at);
        return;
      case 'date':
        putInt32(4);
        putInt32(dayOrdinal(value as LocalDay) - EPOCH_ORDINAL);
        return;
      case 'timestamptz':
        putInt32(8);
        at = chunk.writeBigInt64BE(BigInt(Date.parse(value as string) - EPOCH_MS) * 1000n, at);
        return;
      case 'text':
        putText(value as string);
        return;
      case 'doubles':
        putDoubles(value as number[]);
    }
  };

  SIGNATURE.copy(chunk);
  at = SIGNATURE.length;
  // No flags, no extension.
  putInt32(0);
  putInt32(0);
  for (const row of rows) {
    reserve(2);
    at = chunk.writeInt16BE(columns.length, at);
    for (const column of columns) put(column, row);
    yield* full.splice(0);
  }
  reserve(2);
  at = chunk.writeInt16BE(-1, at);
  yield* full.splice(0);
  yield chunk.subarray(0, at);
}
