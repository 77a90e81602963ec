import type { StoredDocument } from '../values/document.ts';
import type { Results } from './target.ts';

/** What became of one document in the results of a target. */
export type ResultChange =
  | { readonly kind: 'put'; readonly document: StoredDocument }
  /** Deleted from the database. */
  | { readonly kind: 'deleted'; readonly name: string }
  /** Changed and no longer a result. */
  | { readonly kind: 'left'; readonly document: StoredDocument }
  /** Unchanged, but pushed out by others. */
  | { readonly kind: 'pushed-out'; readonly name: string };

/** What turns earlier results into later ones; `current` reads the later state. */
export function resultChanges(
  before: Results,
  after: Results,
  current: (name: string) => StoredDocument | null,
): ResultChange[] {
  const changes: ResultChange[] = [];
  for (const [name, document] of before) {
    if (after.has(name)) continue;
    const now = current(name);
    if (now === null) changes.push({ kind: 'deleted', name });
    else if (now === document) changes.push({ kind: 'pushed-out', name });
    else changes.push({ kind: 'left', document: now });
  }
  for (const [name, document] of after) {
    if (before.get(name) !== document) changes.push({ kind: 'put', document });
  }
  return changes;
}
