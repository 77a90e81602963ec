/** A Firestore value as proto3 JSON carries it; the rules convert it themselves. */
export interface WireValue {
  nullValue?: unknown;
  booleanValue?: boolean;
  integerValue?: string | number | bigint;
  doubleValue?: number | string;
  timestampValue?: string | { seconds?: string | number | bigint; nanos?: number };
  stringValue?: string;
  bytesValue?: string | Uint8Array;
  referenceValue?: string;
  geoPointValue?: { latitude?: number; longitude?: number };
  arrayValue?: { values?: readonly WireValue[] };
  mapValue?: { fields?: Readonly<Record<string, WireValue>> };
}
