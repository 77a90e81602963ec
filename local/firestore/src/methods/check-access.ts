import type { Caller, Decision } from '../commit/access-policy.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { Query } from '../query/query.ts';
import { StatusError } from '../status.ts';
import type { DocumentSource } from '../store/document-index.ts';
import type { StoredDocument } from '../values/document.ts';

const ALLOWED: Decision = { denial: null, dependencies: [] };

export function decideGet(
  core: FirestoreCore,
  caller: Caller,
  name: string,
  document: StoredDocument | null,
  source: DocumentSource,
): Decision {
  return caller.admin ? ALLOWED : core.policy.get(caller, name, document, source);
}

export function decideQuery(
  core: FirestoreCore,
  caller: Caller,
  query: Query,
  source: DocumentSource,
): Decision {
  return caller.admin ? ALLOWED : core.policy.query(caller, query, source);
}

/** @throws StatusError PERMISSION_DENIED */
export function assertAllowed(decision: Decision): void {
  if (decision.denial !== null) throw new StatusError('PERMISSION_DENIED', decision.denial);
}
