import { thresholdSetField, type ThresholdSet } from '../documents/athlete-settings.ts';
import { refusalFrom } from '../documents/refusal-from.ts';

/**
 * A value from outside as a threshold set.
 *
 * @throws RangeError naming the field, as in
 *   `parseThresholdSet requires restingHr between 25 and 110 bpm, got 300`
 */
export function parseThresholdSet(value: unknown): ThresholdSet {
  const parsed = thresholdSetField.safeParse(value);
  if (parsed.success) return parsed.data;
  const { field, message } = refusalFrom(parsed.error);
  const got = field
    .split('.')
    .reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);
  const asked = message.replace(/^must be /, '');
  throw new RangeError(
    field === ''
      ? `parseThresholdSet requires a threshold set, got ${String(value)}`
      : `parseThresholdSet requires ${field} ${asked}, got ${String(got)}`,
  );
}
