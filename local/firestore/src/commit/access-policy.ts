import type { Query } from '../query/query.ts';
import type { DocumentSource } from '../store/document-index.ts';
import type { StoredDocument } from '../values/document.ts';
import type { Timestamp } from '../values/value.ts';
import type { AppliedWrite } from './apply-write.ts';

/** Who sends a request: the administrator, a signed-in user, or nobody. */
export interface Caller {
  /** Skips the rules, as server credentials do. */
  readonly admin: boolean;
  readonly auth: { uid: string; token: Readonly<Record<string, unknown>> } | null;
  /** Equal for callers whom the rules cannot tell apart. */
  readonly key: string;
}

/** What a decision was based on. */
export interface Decision {
  /** Null when allowed, else why not. */
  readonly denial: string | null;
  /** Documents the rules read, whose change can change the decision. */
  readonly dependencies: readonly string[];
}

/** Decides what a caller may do; the security rules behind an interface the core can live without. */
export interface AccessPolicy {
  get(
    caller: Caller,
    name: string,
    document: StoredDocument | null,
    source: DocumentSource,
  ): Decision;
  query(caller: Caller, query: Query, source: DocumentSource): Decision;
  /**
   * @param time of the commit, which the rules must see as the same instant that server
   *   timestamps get
   * @param after the state as it will be when all the writes are done
   */
  writes(
    caller: Caller,
    writes: readonly AppliedWrite[],
    time: Timestamp,
    source: DocumentSource,
    after: (name: string) => StoredDocument | null,
  ): Decision;
}
