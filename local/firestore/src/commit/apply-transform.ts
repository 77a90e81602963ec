import type { FieldTransform } from '../protocol/messages.ts';
import { invalid } from '../status.ts';
import { compareValues, equalValues } from '../values/compare-values.ts';
import type { Timestamp, Value } from '../values/value.ts';

type Numeric = number | bigint;

const MAX_INT64 = 2n ** 63n - 1n;
const MIN_INT64 = -(2n ** 63n);

const isNumeric = (value: Value | undefined): value is Numeric =>
  typeof value === 'number' || typeof value === 'bigint';

function operand(transform: FieldTransform, value: Value): Numeric {
  if (!isNumeric(value)) throw invalid(`Transform of "${transform.fieldPath}" needs a number.`);
  return value;
}

/** Integers saturate at 64 bits; an integer and a double make a double. */
function add(a: Numeric, b: Numeric): Numeric {
  if (typeof a !== 'bigint' || typeof b !== 'bigint') return Number(a) + Number(b);
  const sum = a + b;
  return sum > MAX_INT64 ? MAX_INT64 : sum < MIN_INT64 ? MIN_INT64 : sum;
}

/** NaN wins; of equal numbers the stored one stays. `sign` is 1 for the maximum, -1 for the minimum. */
function extreme(stored: Numeric, given: Numeric, sign: 1 | -1): Numeric {
  if (Number.isNaN(stored) || Number.isNaN(given)) return NaN;
  return compareValues(given, stored) * sign > 0 ? given : stored;
}

const contains = (values: readonly Value[], value: Value): boolean =>
  values.some((other) => equalValues(other, value));

/**
 * The new value of a field and what the commit reports for it.
 *
 * @param current undefined when the field is absent
 */
export function applyTransform(
  transform: FieldTransform,
  current: Value | undefined,
  time: Timestamp,
): { value: Value; result: Value } {
  if (transform.setToServerValue !== undefined) {
    if (transform.setToServerValue !== 'REQUEST_TIME') {
      throw invalid(`Transform of "${transform.fieldPath}" names no server value.`);
    }
    return { value: time, result: time };
  }
  if (transform.increment !== undefined) {
    const by = operand(transform, transform.increment);
    const value = isNumeric(current) ? add(current, by) : by;
    return { value, result: value };
  }
  if (transform.maximum !== undefined || transform.minimum !== undefined) {
    const given = operand(transform, transform.maximum ?? transform.minimum ?? null);
    const sign = transform.maximum !== undefined ? 1 : -1;
    const value = isNumeric(current) ? extreme(current, given, sign) : given;
    return { value, result: value };
  }
  const stored = Array.isArray(current) ? current : [];
  if (transform.appendMissingElements !== undefined) {
    const value = [...stored];
    for (const element of transform.appendMissingElements) {
      if (!contains(value, element)) value.push(element);
    }
    return { value, result: null };
  }
  if (transform.removeAllFromArray !== undefined) {
    const removed = transform.removeAllFromArray;
    return { value: stored.filter((element) => !contains(removed, element)), result: null };
  }
  throw invalid(`Transform of "${transform.fieldPath}" says nothing to do.`);
}
