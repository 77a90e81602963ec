import { resourceOf } from './call-function.ts';
import type { Ruleset } from './compile-rules.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import { matchedBlocks, type PathElement } from './match-path.ts';
import {
  LimitReached,
  RequestRun,
  type AccessCalls,
  type Evaluated,
  type Scope,
} from './request-run.ts';
import type {
  DocumentAccess,
  Method,
  QueryShape,
  RuleAuth,
  RuleDocument,
  RuleRequest,
  RuleTime,
} from './rule-request.ts';
import { ruleValueFromJson, timestampFromTime } from './rule-value-from-wire.ts';
import { isFailure, mapOf, type RuleValue } from './rule-value.ts';

export interface Outcome {
  allowed: boolean;
  /** Why not, for the denial message; null when allowed. */
  reason: string | null;
  /** Value of each evaluated expression in order, for `RuleCoverage.record`. */
  evaluated: readonly Evaluated[];
}

/** Decides one document operation. Denies, with the reason, when a rule cannot be evaluated. */
export function evaluate(
  ruleset: Ruleset,
  request: RuleRequest,
  access: DocumentAccess,
  calls?: AccessCalls,
): Outcome {
  const { database, method, query } = request;
  const segments = ['databases', database, 'documents', ...request.path.split('/')];
  const resource = (document: RuleDocument | null): RuleValue =>
    document && resourceOf(document, database);
  const globals = new Map<string, RuleValue>([
    ['resource', resource(request.resource)],
    [
      'request',
      requestValue({
        method,
        auth: request.auth,
        time: request.time,
        path: { type: 'path', segments },
        resource: resource(request.newResource),
        ...(query === undefined ? {} : { query }),
      }),
    ],
  ]);
  const run = new RequestRun(database, globals, access, calls);
  const path = segments.map((text): PathElement => ({ kind: 'known', text }));
  return decide(ruleset, method, path, run);
}

interface RequestParts {
  method: Method;
  auth: RuleAuth | null;
  time: RuleTime;
  path: RuleValue;
  resource: RuleValue;
  query?: QueryShape;
}

/** The variable `request`. */
export function requestValue({
  method,
  auth,
  time,
  path,
  resource,
  query,
}: RequestParts): RuleValue {
  const entries: [string, RuleValue][] = [
    ['method', method],
    ['time', timestampFromTime(time)],
    ['path', path],
    ['resource', resource],
    [
      'auth',
      auth &&
        mapOf([
          ['uid', auth.uid],
          ['token', ruleValueFromJson(auth.token)],
        ]),
    ],
  ];
  if (query !== undefined) entries.push(['query', queryValue(query)]);
  return mapOf(entries);
}

/** `request.query` has only the clauses the query has; `orderBy` maps each field to its direction. */
function queryValue({ limit, offset, orderBy }: QueryShape): RuleValue {
  const entries: [string, RuleValue][] = [];
  if (limit !== null) entries.push(['limit', BigInt(limit)]);
  if (offset !== null) entries.push(['offset', BigInt(offset)]);
  if (orderBy.length > 0) {
    const directions = orderBy.map(({ field, direction }): [string, RuleValue] => [
      field,
      direction === 'DESCENDING' ? 'DESC' : 'ASC',
    ]);
    entries.push(['orderBy', mapOf(directions)]);
  }
  return mapOf(entries);
}

/** Tries the allow statements that apply to the path until one is certainly true. */
export function decide(
  ruleset: Ruleset,
  method: Method,
  path: readonly PathElement[],
  run: RequestRun,
): Outcome {
  const reasons: string[] = [];
  try {
    for (const { allows, bindings } of matchedBlocks(ruleset.tree, path)) {
      const levels: Scope[] = [run.globals];
      for (const values of bindings) levels.push({ values, outer: levels.at(-1) ?? null });
      run.levels = levels;
      for (const { methods, condition, start } of allows) {
        if (!methods.has(method)) continue;
        const scope = levels.at(-1) ?? run.globals;
        const result = condition === null || evaluateExpression(condition, scope, run);
        if (result === true) return { allowed: true, reason: null, evaluated: run.evaluated };
        const { line } = ruleset.positions.at(start);
        const why = isFailure(result) ? result.message : describe(result);
        reasons.push(`${why} for '${method}' @ L${line}`);
      }
    }
  } catch (error) {
    if (!(error instanceof LimitReached)) throw error;
    reasons.push(`${error.message} for '${method}'`);
  }
  const reason = reasons.length === 0 ? `no rule allows '${method}'` : reasons.join(', ');
  return { allowed: false, reason, evaluated: run.evaluated };
}

function describe(result: RuleValue): string {
  if (result === false) return 'false';
  return typeof result === 'object' && result !== null && 'type' in result
    ? 'not certain for every result'
    : 'not a bool';
}
