import { failure, type Failure, type Result, type RuleValue } from './rule-value.ts';
import type { DocumentAccess, RuleDocument } from './rule-request.ts';

/** Variables by name; what is not here is looked up outside. */
export interface Scope {
  values: ReadonlyMap<string, RuleValue>;
  outer: Scope | null;
}

/** The whole request is denied, whatever other statements say: a limit of the service is reached. */
export class LimitReached extends Error {}

const MAX_EXPRESSIONS = 1000;
const MAX_CALLS = 10;

/**
 * Document reads of one commit or batch. Make one with `new AccessCalls(20)` and pass it to each
 * `evaluate` of the batch: a path is read once, the batch may read 20 paths, each evaluation 10.
 */
export class AccessCalls {
  readonly #limit: number;
  readonly #read = new Map<string, RuleDocument | null>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The document, read at most once. @throws LimitReached */
  read(key: string, load: () => RuleDocument | null, onRead: () => void): RuleDocument | null {
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    if (this.#read.size >= this.#limit) {
      throw new LimitReached(`more than ${this.#limit} document reads in one request`);
    }
    onRead();
    const document = load();
    this.#read.set(key, document);
    return document;
  }
}

/** The value of one expression in one request, for coverage. */
export interface Evaluated {
  expression: number;
  value: Result;
}

/** What one evaluation of the rules uses up and leaves behind. */
export class RequestRun {
  readonly database: string;
  readonly globals: Scope;
  readonly evaluated: Evaluated[] = [];
  readonly #access: DocumentAccess;
  readonly #calls: AccessCalls;
  #expressions = 0;
  #reads = 0;
  /** Scopes a function of that level sees: 0 the globals, then one per enclosing match. */
  levels: readonly Scope[];

  constructor(
    database: string,
    globals: ReadonlyMap<string, RuleValue>,
    access: DocumentAccess,
    calls: AccessCalls | undefined,
  ) {
    this.database = database;
    this.globals = { values: globals, outer: null };
    this.levels = [this.globals];
    this.#access = access;
    this.#calls = calls ?? new AccessCalls(MAX_CALLS);
  }

  /** @throws LimitReached */
  count(): void {
    this.#expressions += 1;
    if (this.#expressions > MAX_EXPRESSIONS) {
      throw new LimitReached(`more than ${MAX_EXPRESSIONS} expressions in one request`);
    }
  }

  note(expression: number, value: Result): Result {
    this.evaluated.push({ expression, value });
    return value;
  }

  /** `segments` of the whole path, `/databases/…` included. @throws LimitReached */
  read(segments: readonly string[], isAfter: boolean): RuleDocument | null | Failure {
    const [databases, database, documents, ...rest] = segments;
    if (databases !== 'databases' || documents !== 'documents') {
      return failure('a document path starts with /databases/$(database)/documents');
    }
    if (database !== this.database) return failure(`there is no access to database ${database}`);
    if (rest.length === 0 || rest.length % 2 !== 0) {
      return failure(`/${rest.join('/')} is not the path of a document`);
    }
    const path = rest.join('/');
    return this.#calls.read(
      `${isAfter ? 'after' : 'before'} ${path}`,
      () => (isAfter ? this.#access.getAfter(path) : this.#access.get(path)),
      () => {
        this.#reads += 1;
        if (this.#reads > MAX_CALLS) {
          throw new LimitReached(`more than ${MAX_CALLS} document reads for one document`);
        }
      },
    );
  }
}
