type Cell = string | number | boolean | null | undefined;

/** Rows as CSV (RFC 4180), the names of the columns first; nothing where a value is unknown. */
export function* csvLines(columns: string[], rows: Iterable<Record<string, unknown>>) {
  yield `${columns.join(',')}\r\n`;
  for (const row of rows) {
    yield `${columns.map((column) => cell(row[column] as Cell)).join(',')}\r\n`;
  }
}

function cell(value: Cell): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
