import type { AggregationMessage } from '../protocol/messages.ts';
import { invalid } from '../status.ts';
import type { Document } from '../values/document.ts';
import { valueAt } from '../values/field-path.ts';
import type { Value } from '../values/value.ts';
import { fieldKey } from './field-key.ts';

const MAX_AGGREGATIONS = 5;

function numbersAt(documents: readonly Document[], path: readonly string[]): (number | bigint)[] {
  return documents
    .map((document) => valueAt(document.fields, path))
    .filter((value) => typeof value === 'number' || typeof value === 'bigint');
}

/** An integer while every number is one and the sum fits 64 bits, else a double; 0 for nothing. */
function sum(numbers: readonly (number | bigint)[]): number | bigint {
  if (numbers.every((n) => typeof n === 'bigint')) {
    const total = numbers.reduce((a, b) => a + b, 0n);
    return BigInt.asIntN(64, total) === total ? total : Number(total);
  }
  return numbers.reduce<number>((a, b) => a + Number(b), 0);
}

function aggregationField(aggregation: AggregationMessage): readonly string[] | null {
  const field = (aggregation.sum ?? aggregation.avg)?.field;
  return field === undefined ? null : fieldKey(field.fieldPath).path;
}

/**
 * Counts, sums and averages. Of documents that lack a summed or averaged field none counts, as in
 * Firestore; other types than numbers are left out of sums; the average of nothing is null.
 */
export function aggregate(
  aggregations: readonly AggregationMessage[],
  results: readonly Document[],
): Record<string, Value> {
  if (aggregations.length === 0) throw invalid('An aggregation query aggregates nothing.');
  if (aggregations.length > MAX_AGGREGATIONS) {
    throw invalid(`An aggregation query supports up to ${MAX_AGGREGATIONS} aggregations.`);
  }
  const paths = aggregations.map(aggregationField).filter((path) => path !== null);
  const documents = results.filter((document) =>
    paths.every((path) => valueAt(document.fields, path) !== undefined),
  );
  const values: Record<string, Value> = {};
  aggregations.forEach((aggregation, i) => {
    const alias = aggregation.alias || `field_${i + 1}`;
    if (alias in values) throw invalid(`The alias "${alias}" is used twice.`);
    const path = aggregationField(aggregation);
    if (aggregation.count) {
      const { upTo } = aggregation.count;
      if (upTo !== undefined && upTo <= 0n) throw invalid('upTo must be greater than zero.');
      const count = BigInt(documents.length);
      values[alias] = upTo !== undefined && upTo < count ? upTo : count;
    } else if (path) {
      const numbers = numbersAt(documents, path);
      if (aggregation.sum) values[alias] = sum(numbers);
      else values[alias] = numbers.length === 0 ? null : Number(sum(numbers)) / numbers.length;
    } else {
      throw invalid(`The aggregation "${alias}" is none of count, sum and avg.`);
    }
  });
  return values;
}
