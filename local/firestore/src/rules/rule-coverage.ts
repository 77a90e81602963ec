import { describeValue } from './library/text-of.ts';
import type { Ruleset } from './compile-rules.ts';
import type { Outcome } from './evaluate.ts';
import { isFailure, isNumber, type Result } from './rule-value.ts';
import { childrenOf, type Expression } from './syntax-tree.ts';

export interface ExpressionReport {
  sourcePosition: { line: number; column: number; currentOffset: number; endOffset: number };
  values: { value: unknown; count: number }[];
  children: ExpressionReport[];
}

export interface CoverageReport {
  rules: { files: { name: string; content: string }[] };
  report: ExpressionReport[];
}

/** Distinct values kept per expression; further ones are counted together as `other`. */
const MAX_VALUES = 100;

/** How often each expression of a ruleset had which value, over all recorded requests. */
export class RuleCoverage {
  readonly #ruleset: Ruleset;
  readonly #counts = new Map<number, Map<string, number>>();

  constructor(ruleset: Ruleset) {
    this.#ruleset = ruleset;
  }

  record({ evaluated }: Outcome): void {
    for (const { expression, value } of evaluated) {
      const counts = this.#counts.get(expression) ?? new Map<string, number>();
      this.#counts.set(expression, counts);
      const written = JSON.stringify(reportedValue(value));
      const key = counts.has(written) || counts.size < MAX_VALUES ? written : '{"other":true}';
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }

  /** The answer to `GET …:ruleCoverage`: one tree per condition, `let` and result. */
  report(): CoverageReport {
    const { tree, source } = this.#ruleset;
    const inner = new Set(tree.expressions.flatMap(childrenOf));
    const roots = tree.expressions.filter((expression) => !inner.has(expression));
    return {
      rules: { files: [{ name: 'firestore.rules', content: source }] },
      report: roots.map((root) => this.#reportOf(root)),
    };
  }

  #reportOf(node: Expression): ExpressionReport {
    const counts = [...(this.#counts.get(node.id) ?? [])];
    return {
      sourcePosition: {
        ...this.#ruleset.positions.at(node.start),
        currentOffset: node.start,
        endOffset: node.end,
      },
      values: counts.map(([value, count]) => ({ value: JSON.parse(value) as unknown, count })),
      children: childrenOf(node).map((child) => this.#reportOf(child)),
    };
  }
}

function reportedValue(value: Result): unknown {
  if (value === null) return { nullValue: null };
  if (isFailure(value)) return { undefined: { causeMessage: value.message } };
  if (typeof value === 'boolean') return { boolValue: value };
  if (isNumber(value)) {
    return typeof value === 'bigint' ? { intValue: String(value) } : { floatValue: String(value) };
  }
  if (typeof value === 'string') return { stringValue: value.slice(0, 200) };
  return { constraintValue: describeValue(value) };
}
