/** Sorted or unsorted pairs of code points, ends included. */
export type Ranges = readonly (readonly [number, number])[];

export type CharacterTest = (codePoint: number) => boolean;

const MAX = 0x10ffff;

export const DIGITS: Ranges = [[0x30, 0x39]];
export const WORD: Ranges = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
/** RE2's `\s` leaves the vertical tab out. */
export const SPACES: Ranges = [
  [0x09, 0x0a],
  [0x0c, 0x0d],
  [0x20, 0x20],
];

const NAMED: Readonly<Record<string, Ranges>> = {
  alnum: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  alpha: [
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  ascii: [[0, 0x7f]],
  blank: [
    [0x09, 0x09],
    [0x20, 0x20],
  ],
  cntrl: [
    [0, 0x1f],
    [0x7f, 0x7f],
  ],
  digit: DIGITS,
  graph: [[0x21, 0x7e]],
  lower: [[0x61, 0x7a]],
  print: [[0x20, 0x7e]],
  punct: [
    [0x21, 0x2f],
    [0x3a, 0x40],
    [0x5b, 0x60],
    [0x7b, 0x7e],
  ],
  space: [
    [0x09, 0x0d],
    [0x20, 0x20],
  ],
  upper: [[0x41, 0x5a]],
  word: WORD,
  xdigit: [
    [0x30, 0x39],
    [0x41, 0x46],
    [0x61, 0x66],
  ],
};

/** The ranges of `[:name:]`, null when there is no such class. */
export const namedRanges = (name: string): Ranges | null =>
  Object.hasOwn(NAMED, name) ? (NAMED[name] ?? null) : null;

export function invert(ranges: Ranges): Ranges {
  const result: [number, number][] = [];
  let next = 0;
  for (const [low, high] of ranges.toSorted((a, b) => a[0] - b[0])) {
    if (low > next) result.push([next, low - 1]);
    next = Math.max(next, high + 1);
  }
  if (next <= MAX) result.push([next, MAX]);
  return result;
}

const isWithin = (ranges: Ranges, codePoint: number): boolean =>
  ranges.some(([low, high]) => codePoint >= low && codePoint <= high);

export function testOf(ranges: Ranges, ignoreCase: boolean): CharacterTest {
  if (!ignoreCase) return (codePoint) => isWithin(ranges, codePoint);
  return (codePoint) => {
    if (isWithin(ranges, codePoint)) return true;
    const character = String.fromCodePoint(codePoint);
    return [character.toLowerCase(), character.toUpperCase()].some(
      (variant) => [...variant].length === 1 && isWithin(ranges, variant.codePointAt(0) ?? -1),
    );
  };
}

/** `\p{L}`, `\p{Greek}`: a test on one character, so the host's own engine cannot backtrack. */
export function propertyTest(name: string): CharacterTest | null {
  for (const property of [name, `Script=${name}`]) {
    try {
      const pattern = new RegExp(`^\\p{${property}}$`, 'u');
      return (codePoint) => pattern.test(String.fromCodePoint(codePoint));
    } catch {
      // Not a category; it may be a script.
    }
  }
  return null;
}
