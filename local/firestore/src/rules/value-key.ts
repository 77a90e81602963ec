import { isList, type RuleValue } from './rule-value.ts';

/** Values never change, and rules may nest one value in itself many times over. */
const keys = new WeakMap<object, string | null>();

/**
 * A text that two values share exactly when the rules call them equal, so that long lists compare in
 * linear time. null for anything that holds NaN (equal to nothing), is not fully known, or is larger
 * than any document can be.
 */
export function valueKey(value: RuleValue): string | null {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') {
    if (Number.isNaN(value)) return null;
    return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  }
  if (typeof value === 'string') return JSON.stringify(value);
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = isList(value) ? joined('[', value, ']') : keyOfTagged(value);
  keys.set(value, key);
  return key;
}

function keyOfTagged(
  tagged: Exclude<RuleValue, readonly RuleValue[] | null> & object,
): string | null {
  switch (tagged.type) {
    case 'map': {
      const parts: string[] = [];
      for (const [name, entry] of tagged.entries) {
        const key = valueKey(entry);
        if (key === null) return null;
        parts.push(`${JSON.stringify(name)}:${key}`);
      }
      return limited(`{${parts.sort().join(',')}}`);
    }
    case 'set': {
      const items = tagged.items.map(valueKey);
      return items.includes(null) ? null : limited(`set(${items.sort().join(',')})`);
    }
    case 'bytes':
      return `b${Buffer.from(tagged.bytes).toString('base64')}`;
    case 'timestamp':
      return `t${tagged.nanos}`;
    case 'duration':
      return `d${tagged.nanos}`;
    case 'latlng': {
      const { latitude, longitude } = tagged;
      return Number.isNaN(latitude + longitude) ? null : `g${latitude + 0},${longitude + 0}`;
    }
    case 'path':
      return `p${JSON.stringify(tagged.segments)}`;
    case 'map_diff': {
      const [before, after] = [valueKey(tagged.before), valueKey(tagged.after)];
      return before === null || after === null ? null : `diff(${before},${after})`;
    }
    case 'uncertain':
    case 'partial':
      return null;
  }
}

function joined(open: string, items: readonly RuleValue[], close: string): string | null {
  const parts: string[] = [];
  for (const item of items) {
    const key = valueKey(item);
    if (key === null) return null;
    parts.push(key);
  }
  return limited(open + parts.join(',') + close);
}

/** Lists that hold one another twice grow exponentially; a document's values stay far below. */
const limited = (key: string): string | null => (key.length > 8_388_608 ? null : key);
