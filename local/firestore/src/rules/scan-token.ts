/** One word of the source. `bad` carries its complaint in `text`; the scanner itself never throws. */
export interface Token {
  kind: 'name' | 'int' | 'float' | 'string' | 'bytes' | 'symbol' | 'bad' | 'end';
  /** The name, symbol or number as written; the decoded content of a string. */
  text: string;
  start: number;
  end: number;
}

const SPACE = /(?:\s|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/)*/y;
const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NUMBER = /(?:\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|0[xX][0-9a-fA-F]+|\d+)/y;
const SYMBOL = /(?:&&|\|\||==|!=|<=|>=|\$\(|=\*\*|[{}()[\].,:;?!<>=+\-*/%$])/y;
const ESCAPES: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  v: '\v',
  a: '\x07',
  '0': '\0',
};

function matchAt(pattern: RegExp, source: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0] ?? null;
}

/** Where the next token starts: after white space and comments. */
export const skipSpace = (source: string, at: number): number =>
  at + (matchAt(SPACE, source, at)?.length ?? 0);

export function scanToken(source: string, from: number): Token {
  const start = skipSpace(source, from);
  const token = (kind: Token['kind'], text: string, length = text.length): Token => ({
    kind,
    text,
    start,
    end: start + length,
  });
  const character = source[start];
  if (character === undefined) return token('end', 'end of file', 0);
  if (source.startsWith('/*', start)) {
    return token('bad', 'comment is never closed', source.length - start);
  }
  if (character === '"' || character === "'") return scanString(source, start, 'string');
  if (character === 'b' && (source[start + 1] === "'" || source[start + 1] === '"')) {
    return scanString(source, start, 'bytes');
  }
  const name = matchAt(NAME, source, start);
  if (name !== null) return token('name', name);
  const number = matchAt(NUMBER, source, start);
  if (number !== null) return token(/^0x|^\d+$/i.test(number) ? 'int' : 'float', number);
  const symbol = matchAt(SYMBOL, source, start);
  if (symbol !== null) return token('symbol', symbol);
  const strange = String.fromCodePoint(source.codePointAt(start) ?? 0);
  return token('bad', `unexpected character ${JSON.stringify(strange)}`, strange.length);
}

function scanString(source: string, start: number, kind: 'string' | 'bytes'): Token {
  let at = start + (kind === 'bytes' ? 2 : 1);
  const quote = source[at - 1];
  let text = '';
  for (;;) {
    const character = source[at];
    if (character === undefined || character === '\n') {
      return { kind: 'bad', text: 'string is never closed', start, end: at };
    }
    if (character === quote) return { kind, text, start, end: at + 1 };
    if (character !== '\\') {
      text += character;
      at += 1;
      continue;
    }
    const escape = scanEscape(source, at + 1);
    if (escape === null) {
      return {
        kind: 'bad',
        text: 'string has an escape that means nothing',
        start: at,
        end: Math.min(at + 2, source.length),
      };
    }
    text += escape.text;
    at = escape.end;
  }
}

function scanEscape(source: string, at: number): { text: string; end: number } | null {
  const letter = source[at];
  if (letter === undefined || letter === '\n') return null;
  const hex = /x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y;
  const digits = matchAt(hex, source, at);
  if (digits !== null) {
    const code = parseInt(digits.slice(1), 16);
    return code > 0x10ffff ? null : { text: String.fromCodePoint(code), end: at + digits.length };
  }
  const plain = ESCAPES[letter];
  if (plain !== undefined) return { text: plain, end: at + 1 };
  return /[\\'"`?/.$(){}[\]*+|^dwsDWSB-]/.test(letter) ? literalEscape(letter, at) : null;
}

/** Quotes and the backslash stand for themselves; `\d` and its kin keep their backslash for `matches`. */
function literalEscape(letter: string, at: number): { text: string; end: number } {
  return { text: /[\\'"`?/]/.test(letter) ? letter : `\\${letter}`, end: at + 1 };
}
