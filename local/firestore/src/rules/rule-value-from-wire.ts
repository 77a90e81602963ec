import {
  mapOf,
  type RuleMap,
  type RulePath,
  type RuleTimestamp,
  type RuleValue,
} from './rule-value.ts';
import type { RuleTime } from './rule-request.ts';
import type { WireValue } from './wire-value.ts';

const NANOS_PER_SECOND = 1_000_000_000n;

/** @example ruleValueFromWire({ integerValue: '5' }) // 5n */
export function ruleValueFromWire(wire: WireValue): RuleValue {
  if (wire.stringValue !== undefined) return wire.stringValue;
  if (wire.booleanValue !== undefined) return wire.booleanValue;
  if (wire.integerValue !== undefined) return BigInt(wire.integerValue);
  if (wire.doubleValue !== undefined) return Number(wire.doubleValue);
  if (wire.timestampValue !== undefined) return timestampFromWire(wire.timestampValue);
  if (wire.bytesValue !== undefined) {
    const raw = wire.bytesValue;
    return { type: 'bytes', bytes: typeof raw === 'string' ? Buffer.from(raw, 'base64') : raw };
  }
  if (wire.referenceValue !== undefined) return pathFromReference(wire.referenceValue);
  if (wire.geoPointValue !== undefined) {
    const { latitude = 0, longitude = 0 } = wire.geoPointValue;
    return { type: 'latlng', latitude, longitude };
  }
  if (wire.arrayValue !== undefined) return (wire.arrayValue.values ?? []).map(ruleValueFromWire);
  if (wire.mapValue !== undefined) return mapFromWire(wire.mapValue.fields ?? {});
  if ('nullValue' in wire) return null;
  throw new RangeError(
    `ruleValueFromWire requires a Firestore value, got one with keys ${Object.keys(wire).join()}`,
  );
}

export const mapFromWire = (fields: Readonly<Record<string, WireValue>>): RuleMap =>
  mapOf(Object.entries(fields).map(([name, wire]) => [name, ruleValueFromWire(wire)] as const));

/** References lose their project: the rules see `/databases/(default)/documents/…`. */
function pathFromReference(reference: string): RulePath {
  const segments = reference.split('/');
  return { type: 'path', segments: segments[0] === 'projects' ? segments.slice(2) : segments };
}

export const timestampFromTime = (time: RuleTime): RuleTimestamp => ({
  type: 'timestamp',
  nanos: BigInt(time.seconds) * NANOS_PER_SECOND + BigInt(time.nanos),
});

function timestampFromWire(wire: NonNullable<WireValue['timestampValue']>): RuleTimestamp {
  if (typeof wire === 'object') {
    return timestampFromTime({ seconds: BigInt(wire.seconds ?? 0), nanos: wire.nanos ?? 0 });
  }
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/i.exec(wire);
  const millis = parts === null ? NaN : Date.parse(`${parts[1]}${parts[3]}`);
  if (parts === null || Number.isNaN(millis)) {
    throw new RangeError(`ruleValueFromWire requires an RFC 3339 timestamp, got ${wire}`);
  }
  const fraction = BigInt((parts[2] ?? '').padEnd(9, '0'));
  return { type: 'timestamp', nanos: BigInt(millis) * 1_000_000n + fraction };
}

/** Token claims and the like: plain JSON. Whole numbers become `int`. */
export function ruleValueFromJson(json: unknown): RuleValue {
  if (json === null || json === undefined) return null;
  if (typeof json === 'boolean' || typeof json === 'string' || typeof json === 'bigint')
    return json;
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map(ruleValueFromJson);
  if (typeof json === 'object') {
    return mapOf(Object.entries(json).map(([key, value]) => [key, ruleValueFromJson(value)]));
  }
  throw new RangeError(`ruleValueFromJson requires JSON, got a ${typeof json}`);
}
