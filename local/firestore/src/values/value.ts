/** A point in time with nanoseconds; `seconds` may be negative, `nanos` is 0 to 999,999,999. */
export class Timestamp {
  readonly seconds: number;
  readonly nanos: number;

  constructor(seconds: number, nanos: number) {
    this.seconds = seconds;
    this.nanos = nanos;
  }

  static fromMicros(micros: number): Timestamp {
    const seconds = Math.floor(micros / 1e6);
    return new Timestamp(seconds, (micros - seconds * 1e6) * 1000);
  }

  /** Microseconds since 1970; exact for every commit time this server can give. */
  toMicros(): number {
    return this.seconds * 1e6 + Math.floor(this.nanos / 1000);
  }
}

/** The full name of another document. */
export class Reference {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

export class GeoPoint {
  readonly latitude: number;
  readonly longitude: number;

  constructor(latitude: number, longitude: number) {
    this.latitude = latitude;
    this.longitude = longitude;
  }
}

/**
 * A Firestore value as the nearest JavaScript value. An integer is a `bigint` and a double a
 * `number`, so that 1 and 1.0 stay apart although they compare as equal.
 */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | Timestamp
  | string
  | Uint8Array
  | Reference
  | GeoPoint
  | Value[]
  | MapValue;

export type MapValue = Map<string, Value>;

/** The elements of a vector, which travels as a map with `__type__: '__vector__'`; else null. */
export function vectorElements(value: MapValue): Value[] | null {
  if (value.get('__type__') !== '__vector__') return null;
  const elements = value.get('value');
  return Array.isArray(elements) ? elements : null;
}
