import type { StoredDocument } from '../values/document.ts';
import { collectionOf, lastSegment } from '../values/resource-name.ts';
import type { DocumentSource } from './document-index.ts';
import type { Change } from './journal.ts';

/** An earlier version: the present state, except for documents that changed since. */
export class Snapshot implements DocumentSource {
  readonly version: number;
  readonly #present: DocumentSource;
  readonly #earlier = new Map<string, StoredDocument | null>();

  constructor(present: DocumentSource, version: number) {
    this.#present = present;
    this.version = version;
  }

  /** Remembers how documents were; of several changes to one document the first counts. */
  keep(changes: readonly Change[]): void {
    for (const { name, before } of changes) {
      if (!this.#earlier.has(name)) this.#earlier.set(name, before);
    }
  }

  get(name: string): StoredDocument | null {
    const earlier = this.#earlier.get(name);
    return earlier === undefined ? this.#present.get(name) : earlier;
  }

  *documentsIn(collection: string): Iterable<StoredDocument> {
    for (const document of this.#present.documentsIn(collection)) {
      if (!this.#earlier.has(document.name)) yield document;
    }
    for (const document of this.#earlier.values()) {
      if (document && collectionOf(document.name) === collection) yield document;
    }
  }

  *collectionsBelow(parent: string, id: string | null): Iterable<string> {
    const seen = new Set(this.#present.collectionsBelow(parent, id));
    for (const document of this.#earlier.values()) {
      if (!document?.name.startsWith(`${parent}/`)) continue;
      const collection = collectionOf(document.name);
      if (id === null || lastSegment(collection) === id) seen.add(collection);
    }
    yield* seen;
  }
}
