import { invalid } from '../status.ts';
import type { MapValue, Value } from './value.ts';

const SIMPLE = /^[A-Za-z_][A-Za-z_0-9]*$/;
const parsed = new Map<string, readonly string[]>();

function parse(text: string): string[] {
  const segments: string[] = [];
  let i = 0;
  for (;;) {
    let segment = '';
    if (text[i] === '`') {
      i += 1;
      while (i < text.length && text[i] !== '`') {
        if (text[i] === '\\') i += 1;
        segment += text[i] ?? '';
        i += 1;
      }
      if (text[i] !== '`') throw invalid(`Field path "${text}" has an unclosed quote.`);
      i += 1;
    } else {
      while (i < text.length && text[i] !== '.') {
        segment += text[i] ?? '';
        i += 1;
      }
      if (segment.includes('`')) throw invalid(`Field path "${text}" has a stray quote.`);
    }
    if (segment === '') throw invalid(`Field path "${text}" has an empty segment.`);
    segments.push(segment);
    if (i === text.length) return segments;
    if (text[i] !== '.') throw invalid(`Field path "${text}" is malformed.`);
    i += 1;
  }
}

/** Splits `` a.`b.c`.d `` into its segments. */
export function parseFieldPath(text: string): readonly string[] {
  let segments = parsed.get(text);
  if (!segments) {
    segments = parse(text);
    if (parsed.size > 10_000) parsed.clear();
    parsed.set(text, segments);
  }
  return segments;
}

export const formatFieldPath = (segments: readonly string[]): string =>
  segments
    .map((s) => (SIMPLE.test(s) ? s : `\`${s.replace(/[\\`]/g, (c) => `\\${c}`)}\``))
    .join('.');

/** The value at a path, or undefined when any part of it is absent. */
export function valueAt(fields: MapValue, path: readonly string[]): Value | undefined {
  let current: Value | undefined = fields;
  for (const segment of path) {
    if (!(current instanceof Map)) return undefined;
    current = current.get(segment);
  }
  return current;
}

/** Returns fields with one path set, or removed for undefined; shares everything untouched. */
export function withValueAt(
  fields: MapValue,
  path: readonly string[],
  value: Value | undefined,
): MapValue {
  const [head, ...rest] = path;
  if (head === undefined) return fields;
  const child = fields.get(head);
  if (
    value === undefined &&
    (child === undefined || (rest.length > 0 && !(child instanceof Map)))
  ) {
    return fields;
  }
  const copy = new Map(fields);
  if (rest.length === 0) {
    if (value === undefined) copy.delete(head);
    else copy.set(head, value);
  } else {
    copy.set(
      head,
      withValueAt(child instanceof Map ? child : new Map<string, Value>(), rest, value),
    );
  }
  return copy;
}
