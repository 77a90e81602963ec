import { compareStrings } from './compare-strings.ts';

const NUMERIC_ID = /^__id(-?\d+)__$/;

function compareSegments(a: string, b: string): number {
  const left = NUMERIC_ID.exec(a);
  const right = NUMERIC_ID.exec(b);
  if (left?.[1] !== undefined && right?.[1] !== undefined) {
    const x = BigInt(left[1]);
    const y = BigInt(right[1]);
    return x < y ? -1 : x > y ? 1 : 0;
  }
  if (left) return -1;
  if (right) return 1;
  return compareStrings(a, b);
}

/** Compares document names segment by segment; ids like `__id7__` are numbers and come first. */
export function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  const left = a.split('/');
  const right = b.split('/');
  const shorter = Math.min(left.length, right.length);
  for (let i = 0; i < shorter; i += 1) {
    const x = left[i] ?? '';
    const y = right[i] ?? '';
    if (x !== y) return compareSegments(x, y);
  }
  return Math.sign(left.length - right.length);
}
