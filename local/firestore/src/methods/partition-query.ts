import type { FirestoreCore } from '../firestore-core.ts';
import type { Caller } from '../commit/access-policy.ts';
import type { PartitionQueryRequest } from '../protocol/messages.ts';
import { parseQuery } from '../query/parse-query.ts';
import { runQuery } from '../query/run-query.ts';
import { invalid, StatusError } from '../status.ts';
import { Reference } from '../values/value.ts';
import { readVersion } from './read-version.ts';

/** Fewer documents than this are not worth a partition of their own. */
const SMALLEST = 128;

/** Splits a collection group into ranges of about equal size, ordered by name. */
export function partitionQuery(
  core: FirestoreCore,
  caller: Caller,
  request: PartitionQueryRequest,
): object {
  if (!caller.admin) {
    throw new StatusError('PERMISSION_DENIED', 'Only server credentials may partition queries.');
  }
  if (!request.structuredQuery) throw invalid('The request has no structured query.');
  const query = parseQuery(request.parent, request.structuredQuery);
  if (!query.allDescendants || query.filter || query.limit !== null || query.offset > 0) {
    throw invalid('Only collection groups without filters, limit and offset can be partitioned.');
  }
  if (query.orders.length !== 1 || query.orders[0]?.descending) {
    throw invalid('A query is partitioned in the order of document names only.');
  }
  const wanted = Number(request.partitionCount ?? 0n);
  if (wanted <= 0) throw invalid('partition_count must be greater than zero.');
  const documents = runQuery(query, readVersion(core, request).source);
  const count = Math.min(wanted, Math.floor(documents.length / SMALLEST));
  const partitions: object[] = [];
  for (let i = 1; i <= count; i += 1) {
    const document = documents[Math.floor((documents.length * i) / (count + 1))];
    if (document) partitions.push({ values: [new Reference(document.name)], before: true });
  }
  return { partitions };
}
