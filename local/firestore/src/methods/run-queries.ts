import type { Caller } from '../commit/access-policy.ts';
import { countsOf } from '../firestore-core.ts';
import type { FirestoreCore } from '../firestore-core.ts';
import type { RunAggregationQueryRequest, RunQueryRequest } from '../protocol/messages.ts';
import { aggregate } from '../query/aggregate.ts';
import { parseQuery } from '../query/parse-query.ts';
import { projected } from '../query/run-query.ts';
import { invalid, StatusError } from '../status.ts';
import { assertAllowed, decideQuery } from './check-access.ts';
import { readAt } from './read-version.ts';

function refuseExplain(explainOptions: unknown): void {
  if (explainOptions !== undefined) {
    throw new StatusError('UNIMPLEMENTED', 'Query explanation is not supported by this server.');
  }
}

export async function runQueryMethod(
  core: FirestoreCore,
  caller: Caller,
  request: RunQueryRequest,
): Promise<object[]> {
  refuseExplain(request.explainOptions);
  if (!request.structuredQuery) throw invalid('The request has no structured query.');
  const query = parseQuery(request.parent, request.structuredQuery);
  core.checkIndexes(query);
  return readAt(core, request, async (version) => {
    const results = await version.query(query);
    const readTime = version.time();
    assertAllowed(decideQuery(core, caller, query, version.source));
    countsOf(core, caller).reads += Math.max(1, results.length + query.offset);
    const answers: object[] = version.begun ? [{ transaction: version.begun }] : [];
    for (const document of results) {
      answers.push({ document: projected(document, query.select), readTime });
    }
    if (results.length === 0) answers.push({ readTime });
    return answers;
  });
}

export async function runAggregationQuery(
  core: FirestoreCore,
  caller: Caller,
  request: RunAggregationQueryRequest,
): Promise<object[]> {
  refuseExplain(request.explainOptions);
  const message = request.structuredAggregationQuery;
  if (!message?.structuredQuery) throw invalid('The request has no structured query.');
  const query = parseQuery(request.parent, message.structuredQuery);
  core.checkIndexes(query);
  return readAt(core, request, async (version) => {
    const results = await version.query(query);
    assertAllowed(decideQuery(core, caller, query, version.source));
    // One read for every thousand index entries that an aggregation visits.
    countsOf(core, caller).reads += Math.max(1, Math.ceil(results.length / 1000));
    const aggregateFields = aggregate(message.aggregations ?? [], results);
    return [{ result: { aggregateFields }, transaction: version.begun, readTime: version.time() }];
  });
}
