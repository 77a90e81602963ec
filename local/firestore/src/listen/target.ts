import type { TargetMessage } from '../protocol/messages.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Query } from '../query/query.ts';
import { isInScope, matchesQuery, runQuery } from '../query/run-query.ts';
import { invalid } from '../status.ts';
import type { DocumentSource } from '../store/document-index.ts';
import type { StoredDocument } from '../values/document.ts';
import { checkDocumentName } from '../values/resource-name.ts';

/** What a client listens to; equal keys mean equal results. */
export type Target =
  | { readonly kind: 'documents'; readonly key: string; readonly names: readonly string[] }
  | { readonly kind: 'query'; readonly key: string; readonly query: Query };

export function parseTarget(message: TargetMessage): Target {
  if (message.documents) {
    const names = (message.documents.documents ?? []).map(checkDocumentName);
    if (names.length === 0) throw invalid('A documents target names no document.');
    return { kind: 'documents', key: `documents ${names.join(' ')}`, names };
  }
  if (message.query?.structuredQuery) {
    const query = parseQuery(message.query.parent, message.query.structuredQuery);
    return { kind: 'query', key: `query ${query.key}`, query };
  }
  throw invalid('A target needs documents or a structured query.');
}

export type Results = ReadonlyMap<string, StoredDocument>;

/** Present results of a target, in order. */
export function resultsOf(target: Target, source: DocumentSource): Map<string, StoredDocument> {
  const documents =
    target.kind === 'query'
      ? runQuery(target.query, source)
      : target.names.map((name) => source.get(name)).filter((document) => document !== null);
  return new Map(documents.map((document) => [document.name, document]));
}

export const targetCovers = (target: Target, name: string): boolean =>
  target.kind === 'query' ? isInScope(target.query, name) : target.names.includes(name);

export const targetMatches = (target: Target, document: StoredDocument): boolean =>
  target.kind === 'query'
    ? matchesQuery(target.query, document)
    : target.names.includes(document.name);

/** Whether one document's place depends on others, so that every change needs a new run. */
export const isWindow = (target: Target): boolean =>
  target.kind === 'query' && (target.query.limit !== null || target.query.offset > 0);
