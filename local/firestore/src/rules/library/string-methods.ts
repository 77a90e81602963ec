import { failure, isFailure, type Result, type RuleValue } from '../rule-value.ts';
import { compileRegex, RegexSyntaxError, type RegexProgram } from '../regex/compile-regex.ts';
import { RegexSearch, RegexTooCostly } from '../regex/run-regex.ts';
import { method, wrongArgument, type MethodTable } from './library-function.ts';
import { limitedText } from './text-of.ts';

const CACHE_SIZE = 500;
const programs = new Map<string, RegexProgram>();

function programOf(pattern: string): RegexProgram {
  let program = programs.get(pattern);
  if (program === undefined) {
    program = compileRegex(pattern);
    if (programs.size >= CACHE_SIZE) programs.clear();
    programs.set(pattern, program);
  }
  return program;
}

function withRegex(
  name: string,
  pattern: RuleValue | undefined,
  use: (program: RegexProgram) => Result,
): Result {
  if (typeof pattern !== 'string') return wrongArgument(name, 'a string as pattern');
  try {
    return use(programOf(pattern));
  } catch (error) {
    if (error instanceof RegexSyntaxError || error instanceof RegexTooCostly) {
      return failure(`${name}: ${error.message}`);
    }
    throw error;
  }
}

export const stringMethods: MethodTable<string> = {
  size: method(0, (self) => BigInt([...self].length)),
  lower: method(0, (self) => self.toLowerCase()),
  upper: method(0, (self) => self.toUpperCase()),
  trim: method(0, (self) => self.trim()),
  toUtf8: method(0, (self) => ({ type: 'bytes', bytes: Buffer.from(self, 'utf8') })),
  matches: method(1, (self, [pattern]) =>
    withRegex('matches', pattern, (program) => new RegexSearch(program, [...self]).matchesWhole()),
  ),
  split: method(1, (self, [pattern]) =>
    withRegex('split', pattern, (program) => {
      const text = [...self];
      const parts: string[] = [];
      let from = 0;
      for (const { start, end } of new RegexSearch(program, text).matches()) {
        // As elsewhere, an empty match splits between characters, not at the ends.
        if (end === start && (start === 0 || start === text.length)) continue;
        parts.push(text.slice(from, start).join(''));
        from = end;
      }
      parts.push(text.slice(from).join(''));
      return parts;
    }),
  ),
  replace: method(2, (self, [pattern, replacement]) => {
    if (typeof replacement !== 'string') return wrongArgument('replace', 'a string to put in');
    return withRegex('replace', pattern, (program) => {
      const text = [...self];
      let result = '';
      let from = 0;
      for (const { start, end } of new RegexSearch(program, text).matches()) {
        result += text.slice(from, start).join('') + replacement;
        from = end;
        if (isFailure(limitedText(result))) break;
      }
      return limitedText(result + text.slice(from).join(''));
    });
  }),
};

/** What is wrong with a pattern, null when nothing. */
export function regexFault(pattern: string): string | null {
  try {
    programOf(pattern);
    return null;
  } catch (error) {
    if (error instanceof RegexSyntaxError) return error.message;
    throw error;
  }
}
