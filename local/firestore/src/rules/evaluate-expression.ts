import { indexOf, memberOf, rangeOf } from './access-part.ts';
import { callGlobal, callMethod, callNamespace } from './call-function.ts';
import { applyBinary, applyTypeTest, applyUnary } from './operators.ts';
import type { RequestRun, Scope } from './request-run.ts';
import {
  UNCERTAIN,
  failure,
  isFailure,
  isPartial,
  isPath,
  isUncertain,
  ruleTypeName,
  type Failure,
  type Result,
  type RuleValue,
} from './rule-value.ts';
import type { Expression, FunctionDeclaration } from './syntax-tree.ts';

/**
 * Value of an expression. While a query is judged, a result that depends on the document is
 * `uncertain`, which stands for any value and for failure.
 *
 * @throws LimitReached when the request has used up what it may
 */
export function evaluateExpression(node: Expression, scope: Scope, run: RequestRun): Result {
  if (node.kind !== 'literal' && node.kind !== 'variable') run.count();
  return run.note(node.id, compute(node, scope, run));
}

function compute(node: Expression, scope: Scope, run: RequestRun): Result {
  const evaluate = (each: Expression): Result => evaluateExpression(each, scope, run);
  switch (node.kind) {
    case 'literal':
      return node.value;
    case 'variable':
      return lookUp(scope, node.name);
    case 'list':
      return withAll(node.items.map(evaluate), (items) =>
        items.some(isUnsure) ? UNCERTAIN : items,
      );
    case 'map':
      return evaluateMap(node.keys.map(evaluate), node.values.map(evaluate));
    case 'path':
      return evaluatePath(
        node.segments.map((each) => (typeof each === 'string' ? each : evaluate(each))),
      );
    case 'member':
      return withAll([evaluate(node.object)], ([object = null]) => memberOf(object, node.name));
    case 'index':
      return withAll(
        [evaluate(node.object), evaluate(node.index)],
        ([object = null, index = null]) => indexOf(object, index),
      );
    case 'range':
      return withAll(
        [evaluate(node.object), evaluate(node.from), evaluate(node.to)],
        ([object = null, from = null, to = null]) => rangeOf(object, from, to),
      );
    case 'call': {
      const { target } = node;
      return withAll(node.args.map(evaluate), (args) =>
        target === null ? callGlobal(run, node.name, args) : callDeclared(target, args, run),
      );
    }
    case 'method': {
      const { namespace } = node;
      if (namespace !== null) {
        return withAll(node.args.map(evaluate), (args) =>
          callNamespace(namespace, node.name, args),
        );
      }
      return withAll(
        [evaluate(node.object), ...node.args.map(evaluate)],
        ([object = null, ...args]) => callMethod(object, node.name, args),
      );
    }
    case 'unary':
      return withAll([evaluate(node.operand)], ([value = null]) =>
        applyUnary(node.operator, value),
      );
    case 'type-test':
      return withAll([evaluate(node.operand)], ([value = null]) =>
        applyTypeTest(value, node.typeName),
      );
    case 'binary':
      if (node.operator === '&&' || node.operator === '||') {
        const decisive = node.operator === '||';
        return evaluateLogic(decisive, evaluate(node.left), () => evaluate(node.right));
      }
      return applyBinary(node.operator, evaluate(node.left), evaluate(node.right));
    case 'conditional': {
      const test = evaluate(node.test);
      if (isFailure(test)) return test;
      if (isUncertain(test)) return UNCERTAIN;
      if (typeof test === 'boolean') return evaluate(test ? node.yes : node.no);
      return failure(`the condition of '?' is ${ruleTypeName(test)}, not bool`);
    }
  }
}

const isUnsure = (value: RuleValue): boolean => isUncertain(value) || isPartial(value);

function withAll(results: readonly Result[], use: (values: RuleValue[]) => Result): Result {
  const values: RuleValue[] = [];
  for (const result of results) {
    if (isFailure(result)) return result;
    values.push(result);
  }
  return use(values);
}

function lookUp(scope: Scope, name: string): Result {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    const value = at.values.get(name);
    if (value !== undefined) return value;
  }
  return failure(`unknown variable ${name}`);
}

function asBool(value: Result): boolean | typeof UNCERTAIN | Failure {
  if (typeof value === 'boolean' || isFailure(value)) return value;
  return isUncertain(value) ? UNCERTAIN : failure(`expected bool, got ${ruleTypeName(value)}`);
}

/**
 * `&&` (decided by false) and `||` (decided by true). The decisive value on either side wins over a
 * failure on the other; a failure that nothing decides is the result.
 */
function evaluateLogic(decisive: boolean, first: Result, second: () => Result): Result {
  const left = asBool(first);
  if (left === decisive) return decisive;
  const right = asBool(second());
  if (right === decisive) return decisive;
  if (isUncertain(left) || isUncertain(right)) return UNCERTAIN;
  return isFailure(left) ? left : right;
}

function evaluateMap(keys: readonly Result[], values: readonly Result[]): Result {
  return withAll([...keys, ...values], (all) => {
    if (all.some(isUnsure)) return UNCERTAIN;
    const entries = new Map<string, RuleValue>();
    for (let index = 0; index < keys.length; index += 1) {
      const key = all[index];
      if (typeof key !== 'string') return failure('the key of a map is not a string');
      entries.set(key, all[index + keys.length] ?? null);
    }
    return { type: 'map', entries };
  });
}

function evaluatePath(parts: readonly Result[]): Result {
  return withAll(parts, (values) => {
    const segments: string[] = [];
    if (values.some(isUnsure)) return UNCERTAIN;
    for (const value of values) {
      if (isPath(value)) segments.push(...value.segments);
      else if (typeof value === 'string' && value !== '' && !value.includes('/'))
        segments.push(value);
      else return failure(`${ruleTypeName(value)} cannot be a segment of a path`);
    }
    return { type: 'path', segments };
  });
}

function callDeclared(
  target: FunctionDeclaration,
  args: readonly RuleValue[],
  run: RequestRun,
): Result {
  const values = new Map<string, RuleValue>();
  const scope: Scope = { values, outer: run.levels[target.level] ?? run.globals };
  let mayFail = args.some(isWithoutFacts);
  target.parameters.forEach(({ name }, index) => values.set(name, args[index] ?? null));
  for (const { name, value } of target.lets) {
    const result = evaluateExpression(value, scope, run);
    if (isFailure(result)) return result;
    mayFail ||= isWithoutFacts(result);
    values.set(name.name, result);
  }
  const result = evaluateExpression(target.result, scope, run);
  // For some documents an argument or variable fails, and with it the call, used or not.
  return mayFail && !isFailure(result) ? UNCERTAIN : result;
}

const isWithoutFacts = (value: RuleValue): boolean => isUncertain(value) && value.facts === null;
