import { ExpressionParser } from './parse-expression.ts';
import type { Method } from './rule-request.ts';
import type {
  AllowStatement,
  Expression,
  FunctionDeclaration,
  MatchBlock,
  Named,
  PatternSegment,
  RulesetTree,
} from './syntax-tree.ts';
import { TokenReader, Unreadable, type IssueList } from './token-reader.ts';

const METHODS: Readonly<Record<string, readonly Method[]>> = {
  get: ['get'],
  list: ['list'],
  read: ['get', 'list'],
  create: ['create'],
  update: ['update'],
  delete: ['delete'],
  write: ['create', 'update', 'delete'],
};
const MAX_MATCH_DEPTH = 10;
const PATTERN_LITERAL = /\([^\s/{}()]+\)|[^\s/{}()$;,*=]+/;

/** Reads a ruleset; faults go to `issues` and reading goes on at the next statement. */
export function parseRuleset(source: string, issues: IssueList): RulesetTree {
  return new RulesetParser(source, issues).parse();
}

class RulesetParser {
  readonly #reader: TokenReader;
  readonly #issues: IssueList;
  readonly #expressions: ExpressionParser;

  constructor(source: string, issues: IssueList) {
    this.#reader = new TokenReader(source);
    this.#issues = issues;
    this.#expressions = new ExpressionParser(this.#reader);
  }

  parse(): RulesetTree {
    const tree: RulesetTree = {
      version: '1',
      functions: [],
      matches: [],
      expressions: this.#expressions.expressions,
    };
    let services = 0;
    let isFirst = true;
    while (this.#reader.peek().kind !== 'end') {
      const isRead = this.#recover(() => {
        const token = this.#reader.peek();
        if (token.text === 'rules_version' && token.kind === 'name') {
          if (!isFirst) this.#reader.refuse('rules_version must come first, once');
          tree.version = this.#version();
        } else if (this.#reader.accept('service')) {
          services += 1;
          if (services > 1) this.#issues.add(token.start, 'duplicated service cloud.firestore');
          this.#service(tree);
        } else if (this.#reader.accept('function')) this.#function(tree.functions);
        else this.#reader.refuse("expected 'service cloud.firestore'");
      });
      // Out here no block waits for a stray brace.
      if (!isRead) this.#reader.accept('}');
      isFirst = false;
    }
    if (services === 0) this.#issues.add(this.#reader.offset, 'service cloud.firestore is missing');
    return tree;
  }

  #version(): '1' | '2' {
    this.#reader.next();
    this.#reader.expect('=', 'after rules_version');
    const token = this.#reader.peek();
    if (token.kind !== 'string' || (token.text !== '1' && token.text !== '2')) {
      this.#reader.refuse("expected '1' or '2' as rules_version");
    }
    this.#reader.next();
    this.#reader.expect(';', 'after rules_version');
    return token.text === '2' ? '2' : '1';
  }

  #service(tree: RulesetTree): void {
    const name = this.#reader.expectName("'cloud.firestore' after service");
    this.#reader.expect('.', 'in the name of the service');
    const product = this.#reader.expectName("'firestore' after 'cloud.'");
    if (name.text !== 'cloud' || product.text !== 'firestore') {
      this.#issues.add(name.start, `unknown service ${name.text}.${product.text}`);
    }
    this.#reader.expect('{', 'after the name of the service');
    this.#block(() => {
      if (this.#reader.accept('match')) tree.matches.push(this.#match(1));
      else if (this.#reader.accept('function')) this.#function(tree.functions);
      else this.#reader.refuse("expected 'match' or 'function'");
    });
  }

  /** Statements up to the closing brace. */
  #block(statement: () => void): void {
    while (!this.#reader.accept('}')) {
      if (this.#reader.peek().kind === 'end') this.#reader.refuse("expected '}'");
      this.#recover(statement);
    }
  }

  /** false when the statement could not be read and was skipped. */
  #recover(statement: () => void, skipTo: ';' | '}' = ';'): boolean {
    try {
      statement();
      return true;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      this.#issues.add(error.offset, error.message);
      this.#skip(skipTo);
      return false;
    }
  }

  /** Goes behind the next `;` or block, or to the brace that closes the present block. */
  #skip(to: ';' | '}'): void {
    let braces = 0;
    for (;;) {
      const token = this.#reader.peek();
      if (token.kind === 'end') return;
      const symbol = token.kind === 'symbol' ? token.text : '';
      if (symbol === '}' && braces === 0) return;
      if (symbol === '{') braces += 1;
      if (symbol === '}') braces -= 1;
      this.#reader.next();
      if (to === ';' && braces === 0 && (symbol === ';' || symbol === '}')) return;
    }
  }

  #match(depth: number): MatchBlock {
    const { start } = this.#reader.peek();
    if (depth > MAX_MATCH_DEPTH) {
      this.#issues.add(start, `matches may be nested ${MAX_MATCH_DEPTH} deep`);
      this.#issues.throwIfAny();
    }
    const block: MatchBlock = {
      pattern: this.#pattern(),
      allows: [],
      functions: [],
      matches: [],
      start,
      end: this.#reader.end,
    };
    this.#reader.expect('{', 'after the path of the match');
    this.#block(() => {
      if (this.#reader.accept('allow')) block.allows.push(this.#allow());
      else if (this.#reader.accept('match')) block.matches.push(this.#match(depth + 1));
      else if (this.#reader.accept('function')) this.#function(block.functions);
      else this.#reader.refuse("expected 'allow', 'match' or 'function'");
    });
    return block;
  }

  #pattern(): PatternSegment[] {
    const reader = this.#reader;
    const segments: PatternSegment[] = [];
    if (!reader.is('/')) reader.refuse("expected a path starting with '/'");
    for (;;) {
      const start = reader.rawOffset;
      if (reader.take(/\//) === null) return segments;
      if (reader.take(/\{/) !== null) {
        const { text: name } = reader.expectName('the name of a wildcard');
        const kind = reader.accept('=**') ? 'recursive' : 'single';
        reader.expect('}', 'after the wildcard');
        segments.push({ kind, name, start: start + 1, end: reader.end });
      } else {
        const text = reader.take(PATTERN_LITERAL);
        if (text === null) reader.refuse('expected a path segment');
        else segments.push({ kind: 'literal', text, start: start + 1, end: reader.end });
      }
    }
  }

  #allow(): AllowStatement {
    const start = this.#reader.end - 'allow'.length;
    const methods = new Set<Method>();
    do {
      const token = this.#reader.expectName('a method after allow');
      const meant = Object.hasOwn(METHODS, token.text) ? METHODS[token.text] : undefined;
      if (meant === undefined) this.#issues.add(token.start, `unknown method ${token.text}`);
      for (const method of meant ?? []) methods.add(method);
    } while (this.#reader.accept(','));
    let condition: Expression | null = null;
    if (this.#reader.accept(':')) {
      this.#reader.expect('if', "after ':'");
      condition = this.#expressions.parse();
    }
    this.#endStatement('after allow');
    return { methods, condition, start, end: this.#reader.end };
  }

  /** The last statement of a block may leave its semicolon out. */
  #endStatement(where: string): void {
    if (!this.#reader.is('}')) this.#reader.expect(';', where);
  }

  #function(into: FunctionDeclaration[]): void {
    const reader = this.#reader;
    const { text: name, start } = reader.expectName('the name of the function');
    const parameters: Named[] = [];
    reader.expect('(', 'after the name of the function');
    if (!reader.accept(')')) {
      do parameters.push(this.#name('the name of a parameter'));
      while (reader.accept(','));
      reader.expect(')', 'after the parameters');
    }
    reader.expect('{', 'before the body of the function');
    this.#recover(() => {
      const lets: FunctionDeclaration['lets'] = [];
      while (reader.accept('let')) {
        const variable = this.#name("a name after 'let'");
        reader.expect('=', 'after the name');
        lets.push({ name: variable, value: this.#expressions.parse() });
        reader.expect(';', 'after the value');
      }
      reader.expect('return', 'in the function');
      const result = this.#expressions.parse();
      this.#endStatement('after the value to return');
      into.push({ name, parameters, lets, result, level: 0, start, end: reader.end });
      if (!reader.is('}')) reader.refuse("expected '}' after the body of the function");
    }, '}');
    reader.expect('}', 'after the body of the function');
  }

  #name(what: string): Named {
    const { text, start, end } = this.#reader.expectName(what);
    return { name: text, start, end };
  }
}
