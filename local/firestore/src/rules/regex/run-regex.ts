import { WORD, testOf } from './character-set.ts';
import type { RegexProgram } from './compile-regex.ts';
import type { Assertion } from './parse-regex.ts';

export class RegexTooCostly extends Error {}

export interface Found {
  start: number;
  end: number;
}

interface Thread {
  counter: number;
  start: number;
}

/** Instructions that all searches of one text together may execute. */
const MAX_STEPS = 3_000_000;

const isWord = testOf(WORD, false);

/**
 * Searches a text, given as characters, for a program. All alternatives advance together (Thompson's
 * construction), so no pattern can make it backtrack: time is bounded by text length times program
 * length, and by a fixed budget beyond which RegexTooCostly is thrown.
 */
export class RegexSearch {
  readonly #program: RegexProgram;
  readonly #codes: readonly number[];
  /** Per instruction: the position list (numbered) it was last put on. */
  readonly #listed: Int32Array;
  #list = 0;
  #steps = 0;

  constructor(program: RegexProgram, text: readonly string[]) {
    this.#program = program;
    this.#codes = text.map((character) => character.codePointAt(0) ?? 0);
    this.#listed = new Int32Array(program.length);
  }

  /** Whether the program matches the entire text. */
  matchesWhole(): boolean {
    return this.#find(0, true) !== null;
  }

  /** Every match from left to right; an empty one never touches the match before it. */
  *matches(): Generator<Found> {
    let at = 0;
    let last = -1;
    while (at <= this.#codes.length) {
      const found = this.#find(at, false);
      if (found === null) return;
      if (found.end > found.start || found.start > last) yield found;
      last = found.end;
      at = found.end > found.start ? found.end : found.end + 1;
    }
  }

  /** The leftmost match, and of several there the one the pattern prefers. */
  #find(from: number, isWhole: boolean): Found | null {
    const codes = this.#codes;
    let threads: Thread[] = [];
    let found: Found | null = null;
    this.#list += 1;
    for (let at = from; at <= codes.length; at += 1) {
      // New starts have the lowest priority and end with the first match.
      if (found === null && (!isWhole || at === from)) this.#follow(threads, 0, at, at);
      if (threads.length === 0 && (found !== null || isWhole)) break;
      const next: Thread[] = [];
      this.#list += 1;
      for (const { counter, start } of threads) {
        const instruction = this.#program[counter];
        if (instruction?.op === 'match') {
          if (isWhole && at < codes.length) continue;
          found = { start, end: at };
          break;
        }
        const code = codes[at];
        if (code !== undefined && instruction?.op === 'characters' && instruction.test(code)) {
          this.#follow(next, counter + 1, start, at + 1);
        }
      }
      threads = next;
    }
    return found;
  }

  /** Follows jumps from one instruction and lists, by priority, the characters it waits for. */
  #follow(into: Thread[], first: number, start: number, at: number): void {
    const pending = [first];
    for (let counter = pending.pop(); counter !== undefined; counter = pending.pop()) {
      this.#steps += 1;
      if (this.#listed[counter] === this.#list) continue;
      this.#listed[counter] = this.#list;
      const instruction = this.#program[counter];
      if (instruction === undefined) continue;
      if (instruction.op === 'jump') pending.push(instruction.to);
      else if (instruction.op === 'split') pending.push(instruction.second, instruction.first);
      else if (instruction.op === 'assert') {
        if (holds(instruction.assertion, this.#codes, at)) pending.push(counter + 1);
      } else into.push({ counter, start });
    }
    this.#steps += into.length > 0 ? 1 : 0;
    if (this.#steps > MAX_STEPS) throw new RegexTooCostly('the regular expression takes too long');
  }
}

function holds(assertion: Assertion, codes: readonly number[], at: number): boolean {
  const [before, after] = [codes[at - 1], codes[at]];
  switch (assertion) {
    case 'start':
      return at === 0;
    case 'end':
      return after === undefined;
    case 'line-start':
      return before === undefined || before === 10;
    case 'line-end':
      return after === undefined || after === 10;
    case 'word':
      return isWordCode(before) !== isWordCode(after);
    case 'not-word':
      return isWordCode(before) === isWordCode(after);
  }
}

const isWordCode = (code: number | undefined): boolean => code !== undefined && isWord(code);
