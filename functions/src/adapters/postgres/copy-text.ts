/** What a column of a COPY may hold. */
export type CopyValue = string | number | bigint | boolean | null | number[];

/** A row in PostgreSQL's COPY text format, its line end included. */
export function copyLine(values: CopyValue[]): string {
  let line = '';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) line += '\t';
    line += copyField(values[i] ?? null);
  }
  return `${line}\n`;
}

function copyField(value: CopyValue): string {
  if (value === null) return '\\N';
  if (typeof value === 'string') return escaped(value);
  if (Array.isArray(value)) return `{${value.join(',')}}`;
  // Digits of a double that give the same double again.
  return String(value);
}

const SPECIAL = /[\\\n\r\t\0]/;
const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  // PostgreSQL's text cannot hold it.
  '\0': '\uFFFD',
};

function escaped(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replace(/[\\\n\r\t\0]/g, (character) => ESCAPES[character] ?? '');
}
