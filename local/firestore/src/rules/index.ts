export { compileRules, type Ruleset } from './compile-rules.ts';
export { evaluate, type Outcome } from './evaluate.ts';
export { evaluateQuery } from './evaluate-query.ts';
export { AccessCalls } from './request-run.ts';
export { RuleCoverage } from './rule-coverage.ts';
export type {
  DocumentAccess,
  Method,
  QueryRequest,
  RuleDocument,
  RuleRequest,
  WireFilter,
} from './rule-request.ts';
export { RulesSyntaxError, type RulesIssue } from './rules-syntax-error.ts';
export type { WireValue } from './wire-value.ts';
