import { compareStrings } from '../values/compare-strings.ts';
import type { StoredDocument } from '../values/document.ts';
import { collectionOf, documentsRoot, lastSegment } from '../values/resource-name.ts';

/** What queries read from: the present state or an earlier version of it. */
export interface DocumentSource {
  get(name: string): StoredDocument | null;
  /** Documents directly in a collection, in no particular order. */
  documentsIn(collection: string): Iterable<StoredDocument>;
  /**
   * Collections anywhere below a parent (a document or the root) that hold documents, with one id
   * or, for null, any.
   */
  collectionsBelow(parent: string, id: string | null): Iterable<string>;
}

/** All documents by name and by collection. */
export class DocumentIndex implements DocumentSource {
  readonly #byName = new Map<string, StoredDocument>();
  readonly #byCollection = new Map<string, Map<string, StoredDocument>>();
  /** Collections by root and id, for collection group queries. */
  readonly #groups = new Map<string, Set<string>>();

  get(name: string): StoredDocument | null {
    return this.#byName.get(name) ?? null;
  }

  all(): Iterable<StoredDocument> {
    return this.#byName.values();
  }

  documentsIn(collection: string): Iterable<StoredDocument> {
    return this.#byCollection.get(collection)?.values() ?? [];
  }

  *collectionsBelow(parent: string, id: string | null): Iterable<string> {
    const prefix = `${parent}/`;
    const candidates =
      id === null
        ? this.#byCollection.keys()
        : (this.#groups.get(`${documentsRoot(parent)}|${id}`) ?? []);
    for (const collection of candidates) if (collection.startsWith(prefix)) yield collection;
  }

  put(document: StoredDocument): void {
    const { name } = document;
    this.#byName.set(name, document);
    const collection = collectionOf(name);
    let documents = this.#byCollection.get(collection);
    if (!documents) {
      documents = new Map();
      this.#byCollection.set(collection, documents);
      const group = `${documentsRoot(name)}|${lastSegment(collection)}`;
      const members = this.#groups.get(group);
      if (members) members.add(collection);
      else this.#groups.set(group, new Set([collection]));
    }
    documents.set(name, document);
  }

  remove(name: string): void {
    if (!this.#byName.delete(name)) return;
    const collection = collectionOf(name);
    const documents = this.#byCollection.get(collection);
    documents?.delete(name);
    if (documents?.size !== 0) return;
    this.#byCollection.delete(collection);
    this.#groups.get(`${documentsRoot(name)}|${lastSegment(collection)}`)?.delete(collection);
  }
}

/** Ids of the collections directly below a parent, in order. */
export function collectionIds(source: DocumentSource, parent: string): string[] {
  const ids = new Set<string>();
  for (const collection of source.collectionsBelow(parent, null)) {
    ids.add(collection.slice(parent.length + 1).split('/', 1)[0] ?? '');
  }
  return [...ids].sort(compareStrings);
}
