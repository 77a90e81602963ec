import {
  aritiesOfMethod,
  globalFunction,
  isNamespace,
  namespaceFunction,
} from './library/library.ts';
import { regexFault } from './library/string-methods.ts';
import {
  childrenOf,
  type Expression,
  type FunctionDeclaration,
  type MatchBlock,
  type Named,
  type RulesetTree,
} from './syntax-tree.ts';
import type { IssueList } from './token-reader.ts';

/** The service's own limits, from its public documentation. */
const MAX_CALL_DEPTH = 20;
const MAX_PARAMETERS = 7;
const MAX_LETS = 10;
const MAX_SEGMENTS = 100;
const MAX_CAPTURES = 20;
/** Ours: two recursive wildcards on one way already mean a quadratic number of readings. */
const MAX_RECURSIVE = 2;

const DOCUMENT_FUNCTIONS = ['get', 'exists', 'getAfter', 'existsAfter'];
const TYPES = [
  'bool',
  'bytes',
  'duration',
  'float',
  'int',
  'latlng',
  'list',
  'map',
  'number',
  'path',
  'set',
  'string',
  'timestamp',
];
const REGEX_METHODS = ['matches', 'replace', 'split'];

interface Scope {
  outer: Scope | null;
  level: number;
  variables: ReadonlySet<string>;
  functions: ReadonlyMap<string, FunctionDeclaration>;
}

/** Resolves names, and reports what can be known to be wrong before any request. */
export function checkRuleset(tree: RulesetTree, issues: IssueList): void {
  new Checker(tree, issues).check();
}

class Checker {
  readonly #tree: RulesetTree;
  readonly #issues: IssueList;
  readonly #functions: FunctionDeclaration[] = [];

  constructor(tree: RulesetTree, issues: IssueList) {
    this.#tree = tree;
    this.#issues = issues;
  }

  check(): void {
    const { functions, matches } = this.#tree;
    const scope = this.#scope(null, functions, ['request', 'resource']);
    for (const each of functions) this.#function(each, scope);
    for (const match of matches) this.#match(match, scope, []);
    this.#checkCalls();
  }

  #scope(
    outer: Scope | null,
    functions: readonly FunctionDeclaration[],
    variables: Iterable<string>,
  ): Scope {
    const byName = new Map<string, FunctionDeclaration>();
    const level = outer === null ? 0 : outer.level + 1;
    for (const declaration of functions) {
      const { name, start } = declaration;
      if (byName.has(name)) this.#issues.add(start, `duplicated function ${name}`);
      if (DOCUMENT_FUNCTIONS.includes(name) || globalFunction(name) !== null) {
        this.#issues.add(start, `function ${name} is built in and cannot be declared`);
      }
      declaration.level = level;
      this.#functions.push(declaration);
      byName.set(name, declaration);
    }
    return { outer, level, variables: new Set(variables), functions: byName };
  }

  #refuseTwice(names: readonly Named[], what: string): void {
    const seen = new Set<string>();
    for (const { name, start } of names) {
      if (seen.has(name)) this.#issues.add(start, `duplicated ${what} ${name}`);
      seen.add(name);
    }
  }

  #match(match: MatchBlock, outer: Scope, way: readonly MatchBlock['pattern'][number][]): void {
    const captures = match.pattern.filter((segment) => segment.kind !== 'literal');
    this.#refuseTwice(captures, 'wildcard');
    const whole = [...way, ...match.pattern];
    if (whole.length > MAX_SEGMENTS) {
      this.#issues.add(match.start, `the path has more than ${MAX_SEGMENTS} segments`);
    }
    if (whole.filter((segment) => segment.kind !== 'literal').length > MAX_CAPTURES) {
      this.#issues.add(match.start, `the path has more than ${MAX_CAPTURES} wildcards`);
    }
    const recursive = match.pattern.filter((segment) => segment.kind === 'recursive');
    if (recursive.length > 1) {
      this.#issues.add(recursive[1]?.start ?? 0, 'a match may have one recursive wildcard');
    } else if (whole.filter(({ kind }) => kind === 'recursive').length > MAX_RECURSIVE) {
      this.#issues.add(match.start, `the path has more than ${MAX_RECURSIVE} recursive wildcards`);
    }
    const [first] = recursive;
    if (this.#tree.version === '1' && first !== undefined && first !== match.pattern.at(-1)) {
      this.#issues.add(
        first.start,
        "a recursive wildcard must end the path unless rules_version is '2'",
      );
    }
    const names = captures.map(({ name }) => name);
    const scope = this.#scope(outer, match.functions, names);
    for (const each of match.functions) this.#function(each, scope);
    for (const { condition } of match.allows) {
      if (condition === null) continue;
      if (condition.kind === 'literal' && typeof condition.value !== 'boolean') {
        this.#issues.add(condition.start, 'the condition is not a bool');
      }
      this.#expression(condition, scope);
    }
    for (const inner of match.matches) this.#match(inner, scope, whole);
  }

  #function(declaration: FunctionDeclaration, outer: Scope): void {
    const { parameters, lets, name, start } = declaration;
    this.#refuseTwice([...parameters, ...lets.map((each) => each.name)], 'variable');
    if (parameters.length > MAX_PARAMETERS) {
      this.#issues.add(start, `function ${name} has more than ${MAX_PARAMETERS} parameters`);
    }
    if (lets.length > MAX_LETS) {
      this.#issues.add(start, `function ${name} has more than ${MAX_LETS} variables`);
    }
    const variables = new Set(parameters.map((each) => each.name));
    const scope: Scope = { outer, level: outer.level, variables, functions: new Map() };
    for (const { name: variable, value } of lets) {
      this.#expression(value, scope);
      variables.add(variable.name);
    }
    this.#expression(declaration.result, scope);
  }

  #expression(node: Expression, scope: Scope): void {
    if (node.kind === 'variable') {
      if (!isVariable(scope, node.name)) {
        this.#issues.add(node.start, `unknown variable ${node.name}`);
      }
    } else if (node.kind === 'call') this.#call(node, scope);
    else if (node.kind === 'method') {
      this.#method(node, scope);
      if (node.namespace !== null) {
        for (const arg of node.args) this.#expression(arg, scope);
        return;
      }
    } else if (node.kind === 'type-test' && !TYPES.includes(node.typeName)) {
      this.#issues.add(node.end - node.typeName.length, `unknown type ${node.typeName}`);
    }
    for (const child of childrenOf(node)) this.#expression(child, scope);
  }

  #call(node: Extract<Expression, { kind: 'call' }>, scope: Scope): void {
    for (let at: Scope | null = scope; at !== null && node.target === null; at = at.outer) {
      node.target = at.functions.get(node.name) ?? null;
    }
    const isDocumentFunction = DOCUMENT_FUNCTIONS.includes(node.name);
    const builtIn: readonly [number, number] | undefined = isDocumentFunction
      ? [1, 1]
      : globalFunction(node.name)?.arity;
    const own = node.target?.parameters.length;
    const arity = own === undefined ? builtIn : ([own, own] as const);
    if (arity === undefined) this.#issues.add(node.start, `unknown function ${node.name}`);
    else this.#arity(node, [arity]);
  }

  #method(node: Extract<Expression, { kind: 'method' }>, scope: Scope): void {
    const { object, name } = node;
    if (object.kind === 'variable' && isNamespace(object.name) && !isVariable(scope, object.name)) {
      node.namespace = object.name;
      const found = namespaceFunction(object.name, name);
      if (found === null) this.#issues.add(node.start, `unknown function ${object.name}.${name}`);
      else this.#arity(node, [found.arity]);
      return;
    }
    const arities = aritiesOfMethod(name);
    if (arities.length === 0) this.#issues.add(object.end, `unknown function ${name}`);
    else this.#arity(node, arities);
    const [pattern] = node.args;
    if (REGEX_METHODS.includes(name) && pattern?.kind === 'literal') {
      const fault = typeof pattern.value === 'string' ? regexFault(pattern.value) : null;
      if (fault !== null) this.#issues.add(pattern.start, fault);
    }
  }

  #arity(
    node: Extract<Expression, { kind: 'call' | 'method' }>,
    arities: readonly (readonly [number, number])[],
  ): void {
    const count = node.args.length;
    if (arities.some(([min, max]) => count >= min && count <= max)) return;
    const wanted = [...new Set(arities.map(([min, max]) => (min === max ? min : `${min}-${max}`)))];
    const unit = wanted.length === 1 && wanted[0] === 1 ? 'argument' : 'arguments';
    this.#issues.add(
      node.start,
      `function ${node.name} takes ${wanted.join(' or ')} ${unit}, got ${count}`,
    );
  }

  #checkCalls(): void {
    const depths = new Map<FunctionDeclaration, number>();
    const open = new Set<FunctionDeclaration>();
    const depthOf = (declaration: FunctionDeclaration): number => {
      const known = depths.get(declaration);
      if (known !== undefined) return known;
      if (open.has(declaration)) {
        this.#issues.add(declaration.start, `function ${declaration.name} calls itself`);
        return 0;
      }
      // Deeper than this the chain is refused anyway, and the stack must bear it.
      if (open.size > 4 * MAX_CALL_DEPTH) return 0;
      open.add(declaration);
      const inner = callsIn(declaration).map(depthOf);
      open.delete(declaration);
      const depth = 1 + Math.max(0, ...inner);
      depths.set(declaration, depth);
      if (depth === MAX_CALL_DEPTH + 1) {
        const message = `function ${declaration.name} calls more than ${MAX_CALL_DEPTH} deep`;
        this.#issues.add(declaration.start, message);
      }
      return depth;
    };
    for (const declaration of this.#functions) depthOf(declaration);
  }
}

function isVariable(scope: Scope, name: string): boolean {
  for (let at: Scope | null = scope; at !== null; at = at.outer) {
    if (at.variables.has(name)) return true;
  }
  return false;
}

function callsIn({ lets, result }: FunctionDeclaration): FunctionDeclaration[] {
  const found: FunctionDeclaration[] = [];
  const pending = [...lets.map(({ value }) => value), result];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'call' && node.target !== null) found.push(node.target);
    pending.push(...childrenOf(node));
  }
  return [...new Set(found)];
}
