import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { binaryRows, type Column } from './binary-rows.ts';

/** Copies rows into a table, as fast as the server takes them; says how many they were. */
export async function copyRows<T>(
  client: pg.PoolClient,
  table: string,
  columns: Column<T>[],
  rows: Iterable<T>,
): Promise<number> {
  const names = columns.map(({ name }) => name).join();
  const stream = client.query(copyFrom(`COPY ${table} (${names}) FROM STDIN (FORMAT binary)`));
  await pipeline(Readable.from(binaryRows(columns, rows), { objectMode: false }), stream);
  return stream.rowCount;
}
