import type { Ruleset } from './compile-rules.ts';
import { decide, requestValue, type Outcome } from './evaluate.ts';
import type { PathElement } from './match-path.ts';
import { queryWorlds, type World } from './query-worlds.ts';
import { AccessCalls, RequestRun, type Evaluated } from './request-run.ts';
import type { DocumentAccess, QueryRequest } from './rule-request.ts';
import { someValue, type RuleValue } from './rule-value.ts';

const MAX_READS = 10;

/**
 * Allows a query only if every document it could ever return would pass `list`, judged from the
 * query alone: rules are not filters. What a filter fixes is known, everything else may be anything,
 * and a statement allows only if it is true whatever that is. Filters that leave several
 * possibilities (`in`, `or`, the number 5 that finds 5.0) are judged for each of them.
 */
export function evaluateQuery(
  ruleset: Ruleset,
  query: QueryRequest,
  access: DocumentAccess,
): Outcome {
  if (query.allDescendants && ruleset.tree.version === '1') {
    const reason = "queries of collection groups need rules_version = '2'";
    return { allowed: false, reason, evaluated: [] };
  }
  const calls = new AccessCalls(MAX_READS);
  const evaluated: Evaluated[] = [];
  for (const world of queryWorlds(query.filter, query.orderBy)) {
    const outcome = evaluateWorld(ruleset, query, world, access, calls);
    evaluated.push(...outcome.evaluated);
    if (!outcome.allowed) return { ...outcome, evaluated };
  }
  return { allowed: true, reason: null, evaluated };
}

function evaluateWorld(
  ruleset: Ruleset,
  query: QueryRequest,
  world: World,
  access: DocumentAccess,
  calls: AccessCalls,
): Outcome {
  const prefix = ['databases', query.database, 'documents'];
  const known = world.path === null ? null : [...prefix, ...world.path.split('/')];
  const name: RuleValue = known === null ? someValue('path') : { type: 'path', segments: known };
  const resource: RuleValue = {
    type: 'partial',
    entries: new Map<string, RuleValue>([
      ['data', world.fields],
      ['id', known?.at(-1) ?? someValue('string')],
      ['__name__', name],
    ]),
  };
  const { auth, time } = query;
  const request = requestValue({ method: 'list', auth, time, path: name, resource: null, query });
  const globals = new Map<string, RuleValue>([
    ['resource', resource],
    ['request', request],
  ]);
  const run = new RequestRun(query.database, globals, access, calls);
  const path = known === null ? resultPath(query, prefix) : known.map(knownElement);
  return decide(ruleset, 'list', path, run);
}

const knownElement = (text: string): PathElement => ({ kind: 'known', text });

/** What is certain about the path of every result. */
function resultPath(query: QueryRequest, prefix: readonly string[]): PathElement[] {
  const parent = query.parent === '' ? [] : query.parent.split('/');
  const { collectionId } = query;
  return [
    ...[...prefix, ...parent].map(knownElement),
    ...(query.allDescendants ? [{ kind: 'gap' } as const] : []),
    collectionId === null ? { kind: 'any' } : knownElement(collectionId),
    { kind: 'any' },
  ];
}
