import { RulesSyntaxError } from './rules-syntax-error.ts';
import type { SourcePositions } from './source-positions.ts';
import { scanToken, skipSpace, type Token } from './scan-token.ts';

/** Thrown to leave a statement that cannot be read; caught where the next one can start. */
export class Unreadable extends Error {
  readonly offset: number;
  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

/** The source as a stream of tokens with one token of look-ahead. */
export class TokenReader {
  readonly source: string;
  #at = 0;
  #peeked: Token | null = null;
  /** End of the last token taken. */
  end = 0;

  constructor(source: string) {
    this.source = source;
  }

  peek(): Token {
    this.#peeked ??= scanToken(this.source, this.#at);
    return this.#peeked;
  }

  next(): Token {
    const token = this.peek();
    this.#peeked = null;
    this.#at = token.end;
    this.end = token.end;
    return token;
  }

  /** Takes the next token if it is this name or symbol. */
  accept(text: string): Token | null {
    return this.is(text) ? this.next() : null;
  }

  is(text: string): boolean {
    const token = this.peek();
    return (token.kind === 'symbol' || token.kind === 'name') && token.text === text;
  }

  expect(text: string, where: string): Token {
    return this.accept(text) ?? this.refuse(`expected '${text}' ${where}`);
  }

  expectName(what: string): Token {
    const token = this.peek();
    return token.kind === 'name' ? this.next() : this.refuse(`expected ${what}`);
  }

  /** Reads raw text where tokens do not apply (path segments), directly at the present place. */
  take(pattern: RegExp): string | null {
    const at = this.#peeked?.start ?? this.#at;
    const sticky = new RegExp(pattern.source, 'y');
    sticky.lastIndex = at;
    const found = sticky.exec(this.source)?.[0] ?? null;
    if (found !== null) {
      this.#peeked = null;
      this.#at = at + found.length;
      this.end = this.#at;
    }
    return found;
  }

  /** Offset of the next token without reading it as one. */
  get offset(): number {
    return this.#peeked?.start ?? skipSpace(this.source, this.#at);
  }

  /** Raw offset, white space included. */
  get rawOffset(): number {
    return this.#peeked?.start ?? this.#at;
  }

  refuse(message: string): never {
    const token = this.peek();
    if (token.kind === 'bad') throw new Unreadable(token.text, token.start);
    const found =
      token.kind === 'end' ? token.text : `'${this.source.slice(token.start, token.end)}'`;
    throw new Unreadable(`${message}, found ${found}`, token.start);
  }
}

/** Faults found so far; a ruleset full of them is not read to the end. */
export class IssueList {
  readonly #positions: SourcePositions;
  readonly #found: { offset: number; message: string }[] = [];

  constructor(positions: SourcePositions) {
    this.#positions = positions;
  }

  add(offset: number, message: string): void {
    this.#found.push({ offset, message });
    if (this.#found.length >= 50) this.throwIfAny();
  }

  throwIfAny(): void {
    if (this.#found.length === 0) return;
    const sorted = this.#found.toSorted((a, b) => a.offset - b.offset);
    throw new RulesSyntaxError(
      sorted.map(({ offset, message }) => ({ ...this.#positions.at(offset), message })),
    );
  }
}
