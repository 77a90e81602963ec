import { describe, expect, test } from 'vitest';
import { compileRules, evaluate, RulesSyntaxError } from '../index.ts';
import type { Outcome, RuleDocument, RuleRequest, RulesIssue, WireValue } from '../index.ts';

/** What a condition comes to: true, false, or no value at all. */
export type Verdict = 'allow' | 'deny' | 'error';
export type Case = readonly [condition: string, verdict: Verdict];

export const DOCUMENT_RULES = (statements: string): string =>
  `rules_version = '2';\nservice cloud.firestore { match /databases/{database}/documents {\n${statements}\n} }`;

const FIELDS: Record<string, WireValue> = {
  name: { stringValue: 'Ada' },
  age: { integerValue: '36' },
  weight: { doubleValue: 61.5 },
  whole: { doubleValue: 36 },
  nan: { doubleValue: 'NaN' },
  active: { booleanValue: true },
  nothing: { nullValue: null },
  tags: { arrayValue: { values: [{ stringValue: 'a' }, { stringValue: 'b' }] } },
  empty: { arrayValue: {} },
  home: { mapValue: { fields: { city: { stringValue: 'Turin' }, none: { nullValue: null } } } },
  born: { timestampValue: '2024-02-29T12:34:56.789012345Z' },
  photo: { bytesValue: 'aGk=' },
  friend: { referenceValue: 'projects/p/databases/(default)/documents/users/bob' },
  place: { geoPointValue: { latitude: 45, longitude: 7.5 } },
};

const STORED: Record<string, RuleDocument> = {
  'users/alice': { path: 'users/alice', fields: { role: { stringValue: 'admin' } } },
  'users/bob': { path: 'users/bob', fields: { role: { stringValue: 'guest' } } },
};

export const REQUEST: RuleRequest = {
  method: 'update',
  database: '(default)',
  path: 'things/one',
  auth: {
    uid: 'alice',
    token: { email: 'alice@example.com', admin: true, level: 3, firebase: { tenant: 't' } },
  },
  time: { seconds: 1_763_820_000n, nanos: 5 },
  resource: { path: 'things/one', fields: FIELDS },
  newResource: {
    path: 'things/one',
    fields: { ...FIELDS, age: { integerValue: '37' }, added: { booleanValue: true } },
  },
};

export const ACCESS = {
  get: (path: string): RuleDocument | null => STORED[path] ?? null,
  getAfter: (path: string): RuleDocument | null =>
    path === 'things/new' ? { path, fields: {} } : (STORED[path] ?? null),
};

export const decideWith = (source: string, request: Partial<RuleRequest> = {}): Outcome =>
  evaluate(compileRules(source), { ...REQUEST, ...request }, ACCESS);

const holds = (condition: string, request: Partial<RuleRequest>): boolean =>
  decideWith(DOCUMENT_RULES(`match /things/{id} { allow read, write: if ${condition}; }`), request)
    .allowed;

/** The verdict on a condition, told from its negation and from what `||` absorbs. */
export function verdictOn(condition: string, request: Partial<RuleRequest> = {}): Verdict {
  if (holds(condition, request)) return 'allow';
  if (holds(`!(${condition})`, request)) return 'deny';
  expect(holds(`(${condition}) || true`, request)).toBe(true);
  return 'error';
}

export function conditionTable(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    test.each(cases)('%s comes to %s', (condition, verdict) => {
      expect(verdictOn(condition)).toBe(verdict);
    });
  });
}

/** The faults of a ruleset; empty when it compiles. */
export function issuesOf(source: string): RulesIssue[] {
  try {
    compileRules(source);
    return [];
  } catch (error) {
    if (error instanceof RulesSyntaxError) return error.issues;
    throw error;
  }
}
