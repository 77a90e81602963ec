import {
  DIGITS,
  SPACES,
  WORD,
  invert,
  namedRanges,
  propertyTest,
  testOf,
  type CharacterTest,
  type Ranges,
} from './character-set.ts';

export class RegexSyntaxError extends Error {}

export type Assertion = 'start' | 'end' | 'line-start' | 'line-end' | 'word' | 'not-word';

export type RegexNode =
  | { kind: 'characters'; test: CharacterTest }
  | { kind: 'sequence'; items: RegexNode[] }
  | { kind: 'choice'; options: RegexNode[] }
  | { kind: 'repeat'; item: RegexNode; min: number; max: number; isGreedy: boolean }
  | { kind: 'assertion'; assertion: Assertion };

interface Flags {
  i: boolean;
  s: boolean;
  m: boolean;
  U: boolean;
}

const MAX_REPEAT = 1000;
const MAX_DEPTH = 100;
const PERL: Readonly<Record<string, Ranges>> = { d: DIGITS, w: WORD, s: SPACES };
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads RE2 syntax; what RE2 refuses (back references, look-around) is refused. */
export function parseRegex(pattern: string): RegexNode {
  return new RegexParser(pattern).parse();
}

class RegexParser {
  readonly #text: string;
  #at = 0;
  #depth = 0;
  #flags: Flags = { i: false, s: false, m: false, U: false };

  constructor(text: string) {
    this.#text = text;
  }

  parse(): RegexNode {
    const node = this.#choice();
    if (this.#at < this.#text.length) this.#refuse('unexpected )');
    return node;
  }

  #refuse(message: string): never {
    throw new RegexSyntaxError(`${message} in regular expression`);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    const sticky = new RegExp(pattern.source, 'yu');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text);
    if (found !== null) this.#at += found[0].length;
    return found;
  }

  #choice(): RegexNode {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) this.#refuse('too many nested groups');
    const options = [this.#sequence()];
    while (this.#take(/\|/)) options.push(this.#sequence());
    this.#depth -= 1;
    return options.length === 1 && options[0] !== undefined
      ? options[0]
      : { kind: 'choice', options };
  }

  #sequence(): RegexNode {
    const items: RegexNode[] = [];
    while (this.#at < this.#text.length && !/[|)]/.test(this.#text[this.#at] ?? '')) {
      const quoted = this.#take(/\\Q(.*?)(?:\\E|$)/s);
      if (quoted === null) items.push(this.#repeated(this.#atom()));
      else {
        const literals = [...(quoted[1] ?? '')].map((each) => this.#literal(each));
        const last = literals.pop();
        items.push(...literals, ...(last === undefined ? [] : [this.#repeated(last)]));
      }
    }
    return { kind: 'sequence', items };
  }

  /** The node with the repetition that follows it, if one does. */
  #repeated(node: RegexNode): RegexNode {
    let item = node;
    for (let count = 0; ; count += 1) {
      const found = this.#take(/(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})(\??)/);
      if (found === null) return item;
      if (count > 0) this.#refuse('repetition of a repetition');
      const [, sign, low, comma, high, lazy] = found;
      const min = sign === undefined ? Number(low) : sign === '+' ? 1 : 0;
      let max = sign === '?' ? 1 : Infinity;
      if (sign === undefined && comma === undefined) max = min;
      if (high !== undefined && high !== '') max = Number(high);
      const isTooLarge = min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT);
      if (isTooLarge || max < min) this.#refuse('bad repetition count');
      item = { kind: 'repeat', item, min, max, isGreedy: (lazy === '') !== this.#flags.U };
    }
  }

  #literal(character: string): RegexNode {
    const code = character.codePointAt(0) ?? 0;
    return this.#ranges([[code, code]]);
  }

  #ranges(ranges: Ranges): RegexNode {
    return { kind: 'characters', test: testOf(ranges, this.#flags.i) };
  }

  #atom(): RegexNode {
    if (this.#take(/\(/)) return this.#group();
    if (this.#take(/\[/)) return { kind: 'characters', test: this.#class() };
    if (this.#take(/\./)) return this.#ranges(this.#flags.s ? invert([]) : invert([[10, 10]]));
    if (this.#take(/\^/)) return this.#assertion(this.#flags.m ? 'line-start' : 'start');
    if (this.#take(/\$/)) return this.#assertion(this.#flags.m ? 'line-end' : 'end');
    if (this.#take(/\\A/)) return this.#assertion('start');
    if (this.#take(/\\z/)) return this.#assertion('end');
    if (this.#take(/\\b/)) return this.#assertion('word');
    if (this.#take(/\\B/)) return this.#assertion('not-word');
    if (this.#take(/[*+?]/)) this.#refuse('nothing to repeat');
    const escaped = this.#escape();
    if (typeof escaped === 'function') return { kind: 'characters', test: escaped };
    if (escaped !== null) return this.#ranges([[escaped, escaped]]);
    const plain = this.#take(/[^]/);
    return plain ? this.#literal(plain[0]) : this.#refuse('unexpected end');
  }

  #assertion(assertion: Assertion): RegexNode {
    return { kind: 'assertion', assertion };
  }

  #group(): RegexNode {
    const outer = this.#flags;
    const flags = this.#take(/\?([imsU]*)(?:-([imsU]+))?([:)])/);
    if (flags) {
      const [, on = '', off = '', end] = flags;
      this.#flags = { ...outer };
      for (const flag of on) this.#flags[flag as keyof Flags] = true;
      for (const flag of off) this.#flags[flag as keyof Flags] = false;
      // `(?i)` holds to the end of the enclosing group, `(?i:…)` inside its own.
      if (end === ')') return { kind: 'sequence', items: [] };
    } else if (!this.#take(/\?P?<\w+>/) && this.#take(/\?/)) {
      this.#refuse('unsupported group (look-around?)');
    }
    const inside = this.#choice();
    if (!this.#take(/\)/)) this.#refuse('missing )');
    this.#flags = outer;
    return inside;
  }

  /** A class or character behind a backslash; null when there is no backslash. */
  #escape(): number | CharacterTest | null {
    const property = this.#take(/\\([pP])(?:\{(\^?)(\w+)\}|(\w))/);
    if (property) {
      const [, letter, caret, name, short] = property;
      const test = propertyTest(name ?? short ?? '');
      if (test === null) this.#refuse(`unknown class ${property[0]}`);
      return (letter === 'P') !== (caret === '^') ? (code) => !test(code) : test;
    }
    const perl = this.#take(/\\([dDwWsS])/)?.[1];
    if (perl !== undefined) {
      const ranges = PERL[perl.toLowerCase()] ?? [];
      return testOf(/[A-Z]/.test(perl) ? invert(ranges) : ranges, false);
    }
    const hex = this.#take(/\\x(?:\{([0-9a-fA-F]{1,6})\}|([0-9a-fA-F]{2}))/);
    if (hex) {
      const code = parseInt(hex[1] ?? hex[2] ?? '', 16);
      return code > 0x10ffff ? this.#refuse('code point out of range') : code;
    }
    const octal = this.#take(/\\(0[0-7]{0,2})/)?.[1];
    if (octal !== undefined) return parseInt(octal, 8);
    const control = this.#take(/\\([afnrtv])/)?.[1];
    if (control !== undefined) return CONTROLS[control] ?? 0;
    const punctuation = this.#take(/\\([^\w\s]|_)/)?.[1];
    if (punctuation !== undefined) return punctuation.codePointAt(0) ?? 0;
    return this.#text[this.#at] === '\\' ? this.#refuse('unsupported escape') : null;
  }

  #class(): CharacterTest {
    const isNegated = this.#take(/\^/) !== null;
    const tests: CharacterTest[] = [];
    const ranges: [number, number][] = [];
    for (let isFirst = true; ; isFirst = false) {
      if (!isFirst && this.#take(/\]/)) break;
      const named = this.#take(/\[:(\^?)(\w+):\]/);
      if (named) {
        const found = namedRanges(named[2] ?? '');
        if (found === null) this.#refuse(`unknown class ${named[0]}`);
        tests.push(testOf(named[1] === '^' ? invert(found) : found, this.#flags.i));
        continue;
      }
      const low = this.#classItem();
      if (typeof low === 'function') {
        tests.push(low);
        continue;
      }
      const high = this.#take(/-(?!\])/) ? this.#classItem() : low;
      if (typeof high === 'function' || high < low) this.#refuse('bad range');
      ranges.push([low, high]);
    }
    tests.push(testOf(ranges, this.#flags.i));
    return (code) => tests.some((test) => test(code)) !== isNegated;
  }

  #classItem(): number | CharacterTest {
    const escaped = this.#escape();
    if (escaped !== null) return escaped;
    const plain = this.#take(/[^]/);
    return plain?.[0].codePointAt(0) ?? this.#refuse('missing ]');
  }
}
