import { mapOf, type RuleValue } from './rule-value.ts';
import type { BinaryOperator, Expression, ExpressionShape } from './syntax-tree.ts';
import { childrenOf } from './syntax-tree.ts';
import { Unreadable, type TokenReader } from './token-reader.ts';

/** Far above anything written by hand, far below what the stack bears. */
const MAX_HEIGHT = 300;
const LITERAL_SEGMENT = /\(default\)|[\w~@%-]+/;
const MAX_INT = 9_223_372_036_854_775_807n;

/** Binary operators from loosest to tightest, as the language reference orders them. */
const LEVELS: readonly (readonly string[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['in', 'is'],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', '/', '%'],
];

/** Reads expressions and numbers them in the order they are completed. */
export class ExpressionParser {
  readonly expressions: Expression[] = [];
  readonly #reader: TokenReader;
  #nesting = 0;

  constructor(reader: TokenReader) {
    this.#reader = reader;
  }

  parse(): Expression {
    this.#nesting += 1;
    try {
      if (this.#nesting > MAX_HEIGHT) this.#reader.refuse('expression is nested too deeply');
      return this.#conditional();
    } finally {
      this.#nesting -= 1;
    }
  }

  #make(start: number, shape: ExpressionShape): Expression {
    const node: Expression = {
      ...shape,
      start,
      end: this.#reader.end,
      id: this.expressions.length,
      height: 0,
    };
    for (const child of childrenOf(node)) node.height = Math.max(node.height, child.height + 1);
    if (node.height > MAX_HEIGHT) throw new Unreadable('expression is nested too deeply', start);
    this.expressions.push(node);
    return node;
  }

  #conditional(): Expression {
    const test = this.#binary(0);
    if (!this.#reader.accept('?')) return test;
    const yes = this.parse();
    this.#reader.expect(':', "between the two values of '?'");
    const no = this.parse();
    return this.#make(test.start, { kind: 'conditional', test, yes, no });
  }

  #binary(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.#reader.is(each));
      if (operator === undefined) return left;
      this.#reader.next();
      if (operator === 'is') {
        const { text: typeName } = this.#reader.expectName("a type after 'is'");
        left = this.#make(left.start, { kind: 'type-test', operand: left, typeName });
        continue;
      }
      const right = this.#binary(level + 1);
      left = this.#make(left.start, {
        kind: 'binary',
        operator: operator as BinaryOperator,
        left,
        right,
      });
    }
  }

  #unary(): Expression {
    const sign = this.#reader.accept('!') ?? this.#reader.accept('-');
    if (sign === null) return this.#postfix(this.#primary());
    this.#nesting += 1;
    if (this.#nesting > MAX_HEIGHT) this.#reader.refuse('expression is nested too deeply');
    const token = this.#reader.peek();
    if (sign.text === '-' && token.kind === 'int' && BigInt(token.text) === MAX_INT + 1n) {
      this.#reader.next();
      this.#nesting -= 1;
      return this.#make(sign.start, { kind: 'literal', value: -MAX_INT - 1n });
    }
    const operand = this.#unary();
    this.#nesting -= 1;
    return this.#make(sign.start, { kind: 'unary', operator: sign.text as '!' | '-', operand });
  }

  #postfix(first: Expression): Expression {
    const reader = this.#reader;
    let object = first;
    for (;;) {
      if (reader.accept('.')) {
        const { text: name } = reader.expectName("a name after '.'");
        object = reader.is('(')
          ? this.#make(object.start, {
              kind: 'method',
              object,
              name,
              args: this.#arguments(),
              namespace: null,
            })
          : this.#make(object.start, { kind: 'member', object, name });
      } else if (reader.accept('[')) {
        const index = this.parse();
        const to = reader.accept(':') ? this.parse() : null;
        reader.expect(']', 'after the index');
        object = this.#make(
          object.start,
          to === null
            ? { kind: 'index', object, index }
            : { kind: 'range', object, from: index, to },
        );
      } else return object;
    }
  }

  #arguments(): Expression[] {
    this.#reader.expect('(', 'before the arguments');
    return this.#separated(')', () => this.parse());
  }

  #separated<T>(close: string, item: () => T): T[] {
    const items: T[] = [];
    if (this.#reader.accept(close)) return items;
    for (;;) {
      items.push(item());
      if (this.#reader.accept(close)) return items;
      this.#reader.expect(',', `or '${close}'`);
      if (close !== ')' && this.#reader.accept(close)) return items;
    }
  }

  #primary(): Expression {
    const reader = this.#reader;
    const token = reader.peek();
    const { start } = token;
    const literal = (value: RuleValue): Expression => {
      reader.next();
      return this.#make(start, { kind: 'literal', value });
    };
    switch (token.kind) {
      case 'int': {
        const value = BigInt(token.text);
        if (value > MAX_INT) throw new Unreadable(`${token.text} is no 64-bit integer`, start);
        return literal(value);
      }
      case 'float':
        return literal(Number(token.text));
      case 'string':
        return literal(token.text);
      case 'bytes':
        return literal({ type: 'bytes', bytes: bytesOfLiteral(token.text) });
      case 'name':
        return this.#named(token.text, literal);
      case 'symbol':
        break;
      default:
        return reader.refuse('expected an expression');
    }
    if (reader.accept('(')) {
      const inner = this.parse();
      reader.expect(')', 'after the expression');
      return inner;
    }
    if (reader.accept('[')) {
      const items = this.#separated(']', () => this.parse());
      return this.#make(start, { kind: 'list', items });
    }
    if (reader.accept('{')) return this.#map(start);
    if (token.text === '/') return this.#path(start);
    return reader.refuse('expected an expression');
  }

  #named(name: string, literal: (value: RuleValue) => Expression): Expression {
    if (name === 'true') return literal(true);
    if (name === 'false') return literal(false);
    if (name === 'null') return literal(null);
    const { start } = this.#reader.next();
    if (!this.#reader.is('(')) return this.#make(start, { kind: 'variable', name });
    return this.#make(start, { kind: 'call', name, args: this.#arguments(), target: null });
  }

  #map(start: number): Expression {
    const entries = this.#separated('}', () => {
      const key = this.parse();
      this.#reader.expect(':', 'after the key');
      return { key, value: this.parse() };
    });
    if (entries.length === 0) return this.#make(start, { kind: 'literal', value: mapOf([]) });
    return this.#make(start, {
      kind: 'map',
      keys: entries.map(({ key }) => key),
      values: entries.map(({ value }) => value),
    });
  }

  #path(start: number): Expression {
    const segments: (string | Expression)[] = [];
    while (this.#reader.take(/\//) !== null) {
      if (this.#reader.take(/\$\(/) !== null) {
        segments.push(this.parse());
        this.#reader.expect(')', 'after the path segment');
      } else {
        const text = this.#reader.take(LITERAL_SEGMENT);
        if (text === null) this.#reader.refuse('expected a path segment');
        else segments.push(text);
      }
    }
    return this.#make(start, { kind: 'path', segments });
  }
}

/** `b'…'`: escapes are bytes, anything beyond them is UTF-8. */
function bytesOfLiteral(text: string): Uint8Array {
  const parts = [...text].map((character) =>
    (character.codePointAt(0) ?? 0) < 256
      ? Buffer.from([character.codePointAt(0) ?? 0])
      : Buffer.from(character),
  );
  return Buffer.concat(parts);
}
