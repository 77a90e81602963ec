import { someValue, type RuleValue } from './rule-value.ts';
import type { AllowStatement, MatchBlock, PatternSegment, RulesetTree } from './syntax-tree.ts';

/**
 * A segment of a path. While a query is judged, `any` is one segment that differs from result to
 * result, `gap` any number of them.
 */
export type PathElement = { kind: 'known'; text: string } | { kind: 'any' } | { kind: 'gap' };

type Bindings = ReadonlyMap<string, RuleValue>;

export interface MatchedBlock {
  allows: readonly AllowStatement[];
  /** Wildcards of each match on the way, outermost first. */
  bindings: readonly Bindings[];
}

/** Every match block that applies to the path, whatever stands for `any` and `gap`. */
export function* matchedBlocks(
  tree: RulesetTree,
  path: readonly PathElement[],
): Generator<MatchedBlock> {
  const shortest = tree.version === '2' ? 0 : 1;

  function* descend(
    matches: readonly MatchBlock[],
    from: number,
    outer: readonly Bindings[],
  ): Generator<MatchedBlock> {
    for (const match of matches) {
      for (const { end, bindings } of readings(match.pattern, path, from, shortest)) {
        const chain = [...outer, bindings];
        if (end === path.length) yield { allows: match.allows, bindings: chain };
        yield* descend(match.matches, end, chain);
      }
    }
  }
  yield* descend(tree.matches, 0, []);
}

/** The ways to read a pattern at a place of the path; several only with a recursive wildcard. */
function* readings(
  pattern: readonly PatternSegment[],
  path: readonly PathElement[],
  from: number,
  shortest: number,
): Generator<{ end: number; bindings: Bindings }> {
  const split = pattern.findIndex((segment) => segment.kind === 'recursive');
  const recursive = pattern[split];
  const head = readPlain(split < 0 ? pattern : pattern.slice(0, split), path, from);
  if (head === null) return;
  if (recursive?.kind !== 'recursive') {
    yield head;
    return;
  }
  const tail = pattern.slice(split + 1);
  for (let to = head.end; to <= path.length; to += 1) {
    const swallowed = path.slice(head.end, to);
    if (swallowed.filter(({ kind }) => kind !== 'gap').length < shortest) continue;
    const rest = readPlain(tail, path, to);
    if (rest === null) continue;
    const bindings = new Map([...head.bindings, [recursive.name, pathOf(swallowed)]]);
    for (const [name, value] of rest.bindings) bindings.set(name, value);
    yield { end: rest.end, bindings };
  }
}

function readPlain(
  pattern: readonly PatternSegment[],
  path: readonly PathElement[],
  from: number,
): { end: number; bindings: Bindings } | null {
  const bindings = new Map<string, RuleValue>();
  for (const [index, segment] of pattern.entries()) {
    const element = path[from + index];
    if (element === undefined || element.kind === 'gap') return null;
    if (segment.kind === 'literal') {
      if (element.kind !== 'known' || element.text !== segment.text) return null;
    } else
      bindings.set(segment.name, element.kind === 'known' ? element.text : someValue('string'));
  }
  return { end: from + pattern.length, bindings };
}

function pathOf(elements: readonly PathElement[]): RuleValue {
  const segments: string[] = [];
  for (const element of elements) {
    if (element.kind !== 'known') return someValue('path');
    segments.push(element.text);
  }
  return { type: 'path', segments };
}
