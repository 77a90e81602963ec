import type { AccessPolicy, Caller, Decision } from './commit/access-policy.ts';
import type { AppliedWrite } from './commit/apply-write.ts';
import type { Query } from './query/query.ts';
import { AccessCalls, compileRules, evaluate, evaluateQuery, RuleCoverage } from './rules/index.ts';
import type { DocumentAccess, Method, Outcome, RuleDocument, Ruleset } from './rules/index.ts';
import type { DocumentSource } from './store/document-index.ts';
import type { StoredDocument } from './values/document.ts';
import { documentsRoot } from './values/resource-name.ts';
import { Timestamp } from './values/value.ts';
import { fieldsToJson } from './values/value-json.ts';
import { ruleFilter } from './rule-filter.ts';

/** Reads that the rules of a commit of several writes, or of one, may make. */
const BATCH_ACCESS_CALLS = 20;
const SINGLE_ACCESS_CALLS = 10;

const ruleDocuments = new WeakMap<StoredDocument, RuleDocument>();

/** A document as the rules see it, converted once however often rules look at it. */
function ruleDocument(document: StoredDocument | null): RuleDocument | null {
  if (!document) return null;
  const known = ruleDocuments.get(document);
  if (known) return known;
  const path = document.name.slice(documentsRoot(document.name).length + 1);
  const fields = fieldsToJson(document.fields) as RuleDocument['fields'];
  const seen = { path, fields };
  ruleDocuments.set(document, seen);
  return seen;
}

const databaseId = (root: string): string => root.split('/')[3] ?? '';

/** Lets rules read and keeps the names of what they read. */
class RecordingAccess implements DocumentAccess {
  readonly dependencies = new Set<string>();
  readonly #root: string;
  readonly #source: DocumentSource;
  readonly #after: (name: string) => StoredDocument | null;

  constructor(
    root: string,
    source: DocumentSource,
    after: (name: string) => StoredDocument | null = (name) => source.get(name),
  ) {
    this.#root = root;
    this.#source = source;
    this.#after = after;
  }

  #name(path: string): string {
    const name = `${this.#root}/${path}`;
    this.dependencies.add(name);
    return name;
  }

  get(path: string): RuleDocument | null {
    return ruleDocument(this.#source.get(this.#name(path)));
  }

  getAfter(path: string): RuleDocument | null {
    return ruleDocument(this.#after(this.#name(path)));
  }
}

function methodOf(write: AppliedWrite): Method {
  if (write.kind === 'verify') return 'get';
  if (write.kind === 'delete') return 'delete';
  return write.before || write.requiresExistence ? 'update' : 'create';
}

/** The security rules as an access policy; without rules every client is denied nothing. */
export class RulesPolicy implements AccessPolicy {
  #ruleset: Ruleset | null = null;
  #coverage: RuleCoverage | null = null;
  readonly #now: () => number;
  readonly #countRead: () => void;

  /** @param countRead called for every document that rules read */
  constructor(nowMicros: () => number, countRead: () => void) {
    this.#now = nowMicros;
    this.#countRead = countRead;
  }

  /** @throws RulesSyntaxError and keeps the rules as they were */
  load(source: string): void {
    this.#ruleset = compileRules(source);
    this.#coverage = new RuleCoverage(this.#ruleset);
  }

  coverage(): unknown {
    return this.#coverage?.report() ?? null;
  }

  #settle(outcomes: readonly Outcome[], access: RecordingAccess): Decision {
    for (const outcome of outcomes) this.#coverage?.record(outcome);
    for (let i = 0; i < access.dependencies.size; i += 1) this.#countRead();
    const denied = outcomes.find((outcome) => !outcome.allowed);
    const denial = denied ? (denied.reason ?? 'Missing or insufficient permissions.') : null;
    return { denial, dependencies: [...access.dependencies] };
  }

  get(
    caller: Caller,
    name: string,
    document: StoredDocument | null,
    source: DocumentSource,
  ): Decision {
    const ruleset = this.#ruleset;
    if (!ruleset) return { denial: null, dependencies: [] };
    const root = documentsRoot(name);
    const access = new RecordingAccess(root, source);
    const outcome = evaluate(
      ruleset,
      {
        method: 'get',
        database: databaseId(root),
        path: name.slice(root.length + 1),
        auth: caller.auth,
        time: Timestamp.fromMicros(this.#now()),
        resource: ruleDocument(document),
        newResource: null,
      },
      access,
    );
    return this.#settle([outcome], access);
  }

  query(caller: Caller, query: Query, source: DocumentSource): Decision {
    const ruleset = this.#ruleset;
    if (!ruleset) return { denial: null, dependencies: [] };
    const root = documentsRoot(query.parent);
    const access = new RecordingAccess(root, source);
    const outcome = evaluateQuery(
      ruleset,
      {
        database: databaseId(root),
        parent: query.parent.slice(root.length + 1),
        collectionId: query.collectionId,
        allDescendants: query.allDescendants,
        filter: query.filter && ruleFilter(query.filter),
        limit: query.limit,
        offset: query.offset === 0 ? null : query.offset,
        orderBy: query.explicitOrders.map(({ field, descending }) => ({
          field: field.text,
          direction: descending ? 'DESCENDING' : 'ASCENDING',
        })),
        auth: caller.auth,
        time: Timestamp.fromMicros(this.#now()),
      },
      access,
    );
    return this.#settle([outcome], access);
  }

  writes(
    caller: Caller,
    writes: readonly AppliedWrite[],
    time: Timestamp,
    source: DocumentSource,
    after: (name: string) => StoredDocument | null,
  ): Decision {
    const ruleset = this.#ruleset;
    const [first] = writes;
    if (!ruleset || !first) return { denial: null, dependencies: [] };
    const root = documentsRoot(first.name);
    const access = new RecordingAccess(root, source, after);
    const calls = new AccessCalls(writes.length > 1 ? BATCH_ACCESS_CALLS : SINGLE_ACCESS_CALLS);
    const outcomes = writes.map((write) => {
      const method = methodOf(write);
      const request = {
        method,
        database: databaseId(root),
        path: write.name.slice(root.length + 1),
        auth: caller.auth,
        time,
        resource: ruleDocument(write.before),
        newResource: method === 'create' || method === 'update' ? ruleDocument(write.after) : null,
      };
      return evaluate(ruleset, request, access, calls);
    });
    return this.#settle(outcomes, access);
  }
}
