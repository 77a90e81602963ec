import { describe, expect, test } from 'vitest';
import { RuleCoverage, compileRules, evaluate } from './index.ts';
import { ACCESS, DOCUMENT_RULES, REQUEST } from './testing/rules-tester.ts';

describe('RuleCoverage', () => {
  const source = DOCUMENT_RULES(
    'match /things/{id} {\nallow write: if id == "one" && resource.data.x;\n}',
  );
  const ruleset = compileRules(source);

  test('counts the values of every expression at its place', () => {
    const coverage = new RuleCoverage(ruleset);
    for (const path of ['things/one', 'things/two', 'things/three']) {
      coverage.record(evaluate(ruleset, { ...REQUEST, path }, ACCESS));
    }
    const [condition] = coverage.report().report;
    expect(condition?.sourcePosition).toEqual({
      line: 4,
      column: 17,
      currentOffset: source.indexOf('id == "one"'),
      endOffset: source.indexOf(';\n}'),
    });
    expect(condition?.values).toEqual([
      { value: { undefined: { causeMessage: 'property x is undefined on object' } }, count: 1 },
      { value: { boolValue: false }, count: 2 },
    ]);
    const [left, right] = condition?.children ?? [];
    expect(left?.values).toEqual([
      { value: { boolValue: true }, count: 1 },
      { value: { boolValue: false }, count: 2 },
    ]);
    expect(left?.children[0]?.values.map(({ value }) => value)).toEqual([
      { stringValue: 'one' },
      { stringValue: 'two' },
      { stringValue: 'three' },
    ]);
    expect(right?.values.map(({ count }) => count)).toEqual([1]);
  });
  test('what was never evaluated has no values', () => {
    const { report, rules } = new RuleCoverage(ruleset).report();
    expect(report.map(({ values }) => values)).toEqual([[]]);
    expect(rules.files[0]?.content).toBe(source);
  });
  test('an expression with ever new values keeps a bounded list', () => {
    const coverage = new RuleCoverage(ruleset);
    for (let index = 0; index < 150; index += 1) {
      coverage.record(evaluate(ruleset, { ...REQUEST, path: `things/${index}` }, ACCESS));
    }
    const id = coverage.report().report[0]?.children[0]?.children[0];
    expect(id?.values.length).toBe(101);
    expect(id?.values.at(-1)).toEqual({ value: { other: true }, count: 50 });
  });
});
