import {
  isMap,
  isNumber,
  type RuleBytes,
  type RuleLatLng,
  type RulePath,
  type RuleValue,
} from '../rule-value.ts';
import {
  libraryFunction,
  method,
  wrongArgument,
  type FunctionTable,
  type MethodTable,
} from './library-function.ts';
import { textOf } from './text-of.ts';

const EARTH_RADIUS_M = 6_371_010;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great circle distance in metres by the haversine formula. */
function distanceM(from: RuleLatLng, to: RuleLatLng): number {
  const [a, b] = [radians(from.latitude), radians(to.latitude)];
  const halfLatitude = Math.sin((b - a) / 2) ** 2;
  const halfLongitude = Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  const chord = halfLatitude + Math.cos(a) * Math.cos(b) * halfLongitude;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const isLatLng = (value: RuleValue): value is RuleLatLng =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'latlng';

export const latLngMethods: MethodTable<RuleLatLng> = {
  latitude: method(0, ({ latitude }) => latitude),
  longitude: method(0, ({ longitude }) => longitude),
  distance: method(1, (self, [other = null]) =>
    isLatLng(other) ? distanceM(self, other) : wrongArgument('distance', 'a latlng'),
  ),
};

export const latLngFunctions: FunctionTable = {
  value: libraryFunction(2, ([first = null, second = null]) => {
    if (!isNumber(first) || !isNumber(second)) return wrongArgument('latlng.value', 'two numbers');
    const [latitude, longitude] = [Number(first), Number(second)];
    const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
    if (!isOnEarth) return wrongArgument('latlng.value', 'degrees within ±90 and ±180');
    return { type: 'latlng', latitude, longitude };
  }),
};

export const pathMethods: MethodTable<RulePath> = {
  /** Fills `{name}` and `$(name)` segments of a path made by `path('…')`. */
  bind: method(1, (self, [bindings = null]) => {
    if (!isMap(bindings)) return wrongArgument('bind', 'a map');
    const segments: string[] = [];
    for (const segment of self.segments) {
      const name = /^(?:\{(\w+)\}|\$\((\w+)\))$/.exec(segment);
      const value = name && bindings.entries.get(name[1] ?? name[2] ?? '');
      const text = value === undefined || value === null ? segment : textOf(value);
      if (text === null) return wrongArgument('bind', 'values that can be written as text');
      segments.push(text);
    }
    return { type: 'path', segments };
  }),
};

export const bytesMethods: MethodTable<RuleBytes> = {
  size: method(0, ({ bytes }) => BigInt(bytes.length)),
  toBase64: method(0, ({ bytes }) => Buffer.from(bytes).toString('base64')),
  toHexString: method(0, ({ bytes }) => Buffer.from(bytes).toString('hex')),
};
