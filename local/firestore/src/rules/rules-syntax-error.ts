/** One fault in a ruleset; line and column count from 1. */
export interface RulesIssue {
  line: number;
  column: number;
  message: string;
}

/** A ruleset that cannot be used, with every fault that was found, in the order of the source. */
export class RulesSyntaxError extends Error {
  readonly issues: RulesIssue[];

  constructor(issues: RulesIssue[]) {
    super(issues.map((i) => `${i.line}:${i.column} ${i.message}`).join('\n'));
    this.name = 'RulesSyntaxError';
    this.issues = issues;
  }
}
