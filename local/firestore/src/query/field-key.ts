import { invalid } from '../status.ts';
import { parseFieldPath } from '../values/field-path.ts';
import type { FieldKey } from './query.ts';

export function fieldKey(text: string | undefined): FieldKey {
  if (!text) throw invalid('A field reference is empty.');
  return { text, path: text === '__name__' ? null : parseFieldPath(text) };
}
