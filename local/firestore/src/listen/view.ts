import type { Change } from '../store/journal.ts';
import type { Store } from '../store/store.ts';
import type { StoredDocument } from '../values/document.ts';
import { resultChanges } from './result-changes.ts';
import type { ResultChange } from './result-changes.ts';
import { isWindow, resultsOf, targetCovers, targetMatches } from './target.ts';
import type { Results, Target } from './target.ts';

/** The results of one target, kept up to date once for all who listen to it. */
export class View {
  readonly target: Target;
  readonly #store: Store;
  #results: Map<string, StoredDocument>;

  constructor(target: Target, store: Store) {
    this.target = target;
    this.#store = store;
    this.#results = resultsOf(target, store.documents);
  }

  get results(): Results {
    return this.#results;
  }

  /** Takes in a commit that the store already holds; returns what changed in the results. */
  update(changes: readonly Change[]): ResultChange[] {
    const relevant = changes.filter(({ name }) => targetCovers(this.target, name));
    if (relevant.length === 0) return [];
    if (!isWindow(this.target)) return relevant.flatMap((change) => this.#apply(change));
    const before = this.#results;
    this.#results = resultsOf(this.target, this.#store.documents);
    return resultChanges(before, this.#results, (name) => this.#store.get(name));
  }

  #apply({ name, after }: Change): ResultChange[] {
    if (after && targetMatches(this.target, after)) {
      this.#results.set(name, after);
      return [{ kind: 'put', document: after }];
    }
    if (!this.#results.delete(name)) return [];
    return [after ? { kind: 'left', document: after } : { kind: 'deleted', name }];
  }
}
