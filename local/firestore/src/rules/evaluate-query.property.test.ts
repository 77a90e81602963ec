import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileRules, evaluate, evaluateQuery } from './index.ts';
import type { QueryRequest, RuleDocument } from './index.ts';
import { encounter } from './testing/query-encounters.ts';
import { ACCESS, REQUEST } from './testing/rules-tester.ts';
import { naiveMatches } from './testing/naive-matches.ts';

test('no allowed query can return a document that the rules would deny', () => {
  let meaningful = 0;
  const check = (
    source: string,
    shape: Omit<QueryRequest, 'database' | 'auth' | 'time' | 'offset'>,
    stored: readonly RuleDocument[],
  ): void => {
    const ruleset = compileRules(source);
    const request = {
      ...shape,
      database: '(default)',
      auth: REQUEST.auth,
      time: REQUEST.time,
      offset: null,
    };
    if (!evaluateQuery(ruleset, request, ACCESS).allowed) return;
    for (const resource of stored) {
      if (!naiveMatches(request, resource)) continue;
      meaningful += 1;
      const outcome = evaluate(
        ruleset,
        {
          ...request,
          method: 'list',
          path: resource.path,
          resource,
          newResource: null,
          query: request,
        },
        ACCESS,
      );
      expect(outcome.reason).toBeNull();
    }
  };
  fc.assert(
    fc.property(encounter, ({ source, shape, stored }) => check(source, shape, stored)),
    {
      numRuns: 6_000,
    },
  );
  // Without results under allowed queries the property would say nothing.
  expect(meaningful).toBeGreaterThan(200);
});
