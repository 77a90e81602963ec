import type { DocumentAccess, QueryRequest, RuleRequest } from './rule-request.ts';
import { RulesSyntaxError } from './rules-syntax-error.ts';

export type {
  DocumentAccess,
  Method,
  QueryRequest,
  QueryShape,
  RuleAuth,
  RuleDocument,
  RuleRequest,
  RuleTime,
  WireFilter,
} from './rule-request.ts';
export type { WireValue } from './wire-value.ts';
export { RulesSyntaxError, type RulesIssue } from './rules-syntax-error.ts';

/** A compiled ruleset; opaque to callers. */
export interface Ruleset {
  readonly source: string;
}

/**
 * Document reads of one commit or batch. Make one with `new AccessCalls(20)` and pass it to each
 * `evaluate` of the batch: a path is read once, the batch may read 20 paths, each evaluation 10.
 */
export class AccessCalls {
  readonly limit: number;
  constructor(limit = 10) {
    this.limit = limit;
  }
}

export interface Outcome {
  allowed: boolean;
  /** Why not, for logs and the denial message; null when allowed. */
  reason: string | null;
  /** Value of each evaluated expression, for coverage: feed it to RuleCoverage.record. */
  evaluated: readonly unknown[];
}

/** Counts over requests for GET …:ruleCoverage; one per uploaded ruleset. */
export class RuleCoverage {
  readonly ruleset: Ruleset;
  constructor(ruleset: Ruleset) {
    this.ruleset = ruleset;
  }
  record(outcome: Outcome): void {
    void outcome;
  }
  report(): unknown {
    return { rules: { files: [{ content: this.ruleset.source }] }, report: [] };
  }
}

/** @throws RulesSyntaxError with every fault found */
export function compileRules(source: string): Ruleset {
  throw new RulesSyntaxError([{ line: 1, column: 1, message: `not compiled: ${source.length}` }]);
}

/** Decides one document operation. Denies (never throws) when a rule cannot be evaluated. */
export function evaluate(
  _ruleset: Ruleset,
  _request: RuleRequest,
  _access: DocumentAccess,
  _calls?: AccessCalls,
): Outcome {
  return { allowed: false, reason: 'rules are not ready', evaluated: [] };
}

/** Allows a query only if every document it could ever return would pass `list`. */
export function evaluateQuery(
  _ruleset: Ruleset,
  _query: QueryRequest,
  _access: DocumentAccess,
): Outcome {
  return { allowed: false, reason: 'rules are not ready', evaluated: [] };
}
