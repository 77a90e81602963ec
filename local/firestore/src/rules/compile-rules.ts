import { checkRuleset } from './check-ruleset.ts';
import { parseRuleset } from './parse-ruleset.ts';
import { SourcePositions } from './source-positions.ts';
import type { RulesetTree } from './syntax-tree.ts';
import { IssueList } from './token-reader.ts';

/** A compiled ruleset. */
export interface Ruleset {
  readonly source: string;
  /** @internal */
  readonly tree: RulesetTree;
  /** @internal */
  readonly positions: SourcePositions;
}

const MAX_BYTES = 256 * 1024;

/**
 * Reads and checks a ruleset.
 *
 * @throws RulesSyntaxError with every fault found, each with line and column
 */
export function compileRules(source: string): Ruleset {
  const positions = new SourcePositions(source);
  const issues = new IssueList(positions);
  if (Buffer.byteLength(source) > MAX_BYTES) {
    issues.add(0, 'the ruleset is larger than 256 KB');
    issues.throwIfAny();
  }
  const tree = parseRuleset(source, issues);
  issues.throwIfAny();
  checkRuleset(tree, issues);
  issues.throwIfAny();
  return { source, tree, positions };
}
