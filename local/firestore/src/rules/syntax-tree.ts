import type { RuleValue } from './rule-value.ts';
import type { Method } from './rule-request.ts';

interface Spanned {
  /** Offsets into the source, end exclusive. */
  start: number;
  end: number;
}

interface ExpressionBase extends Spanned {
  /** Position in `Ruleset.expressions`. */
  id: number;
  /** Height of the tree below, bounded so that nothing that walks it can overflow the stack. */
  height: number;
}

export type BinaryOperator =
  '||' | '&&' | '==' | '!=' | '<' | '<=' | '>' | '>=' | 'in' | '+' | '-' | '*' | '/' | '%';

export type ExpressionShape =
  | { kind: 'literal'; value: RuleValue }
  | { kind: 'variable'; name: string }
  | { kind: 'list'; items: Expression[] }
  | { kind: 'map'; keys: Expression[]; values: Expression[] }
  | { kind: 'path'; segments: (string | Expression)[] }
  | { kind: 'member'; object: Expression; name: string }
  | { kind: 'index'; object: Expression; index: Expression }
  | { kind: 'range'; object: Expression; from: Expression; to: Expression }
  | { kind: 'call'; name: string; args: Expression[]; target: FunctionDeclaration | null }
  | {
      kind: 'method';
      object: Expression;
      name: string;
      args: Expression[];
      /** Set by the checker for `math.abs(…)` and the like. */
      namespace: string | null;
    }
  | { kind: 'unary'; operator: '!' | '-'; operand: Expression }
  | { kind: 'binary'; operator: BinaryOperator; left: Expression; right: Expression }
  | { kind: 'conditional'; test: Expression; yes: Expression; no: Expression }
  | { kind: 'type-test'; operand: Expression; typeName: string };

export type Expression = ExpressionBase & ExpressionShape;

export interface FunctionDeclaration extends Spanned {
  name: string;
  parameters: Named[];
  lets: { name: Named; value: Expression }[];
  result: Expression;
  /** How many matches enclose it: the scope it sees. Set by the checker. */
  level: number;
}

export interface Named extends Spanned {
  name: string;
}

export type PatternSegment = Spanned &
  (
    | { kind: 'literal'; text: string }
    | { kind: 'single'; name: string }
    | { kind: 'recursive'; name: string }
  );

export interface AllowStatement extends Spanned {
  methods: ReadonlySet<Method>;
  condition: Expression | null;
}

export interface MatchBlock extends Spanned {
  pattern: PatternSegment[];
  allows: AllowStatement[];
  functions: FunctionDeclaration[];
  matches: MatchBlock[];
}

export interface RulesetTree {
  version: '1' | '2';
  functions: FunctionDeclaration[];
  matches: MatchBlock[];
  expressions: Expression[];
}

export const childrenOf = (node: Expression): Expression[] => {
  switch (node.kind) {
    case 'literal':
    case 'variable':
      return [];
    case 'list':
      return node.items;
    case 'map':
      return [...node.keys, ...node.values];
    case 'path':
      return node.segments.filter((segment) => typeof segment !== 'string');
    case 'member':
      return [node.object];
    case 'index':
      return [node.object, node.index];
    case 'range':
      return [node.object, node.from, node.to];
    case 'call':
      return node.args;
    case 'method':
      return [node.object, ...node.args];
    case 'unary':
    case 'type-test':
      return [node.operand];
    case 'binary':
      return [node.left, node.right];
    case 'conditional':
      return [node.test, node.yes, node.no];
  }
};
