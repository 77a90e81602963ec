import {
  isDuration,
  type Failure,
  type RuleDuration,
  type RuleTimestamp,
  type RuleValue,
} from '../rule-value.ts';
import {
  libraryFunction,
  method,
  wrongArgument,
  type FunctionTable,
  type MethodTable,
} from './library-function.ts';

const SECOND = 1_000_000_000n;
const MILLI = 1_000_000n;
const DAY_MILLIS = 86_400_000;

const floorDivide = (value: bigint, by: bigint): bigint => value / by - (value % by < 0n ? 1n : 0n);

/** A Date is wanted here alone: its UTC accessors know the calendar. */
const dateOf = ({ nanos }: RuleTimestamp): Date => new Date(Number(floorDivide(nanos, MILLI)));

const dayStart = (self: RuleTimestamp): number =>
  Math.floor(dateOf(self).getTime() / DAY_MILLIS) * DAY_MILLIS;

const fromMillis = (millis: number): RuleTimestamp => ({
  type: 'timestamp',
  nanos: BigInt(millis) * MILLI,
});
const duration = (nanos: bigint): RuleDuration => ({ type: 'duration', nanos });

const part = (read: (date: Date) => number) =>
  method<RuleTimestamp>(0, (self) => BigInt(read(dateOf(self))));

export const timestampMethods: MethodTable<RuleTimestamp> = {
  year: part((date) => date.getUTCFullYear()),
  month: part((date) => date.getUTCMonth() + 1),
  day: part((date) => date.getUTCDate()),
  hours: part((date) => date.getUTCHours()),
  minutes: part((date) => date.getUTCMinutes()),
  seconds: part((date) => date.getUTCSeconds()),
  // Monday is 1, Sunday 7.
  dayOfWeek: part((date) => date.getUTCDay() || 7),
  dayOfYear: part(
    (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MILLIS) + 1,
  ),
  nanos: method(0, ({ nanos }) => nanos - floorDivide(nanos, SECOND) * SECOND),
  date: method(0, (self) => fromMillis(dayStart(self))),
  time: method(0, (self) => duration(self.nanos - BigInt(dayStart(self)) * MILLI)),
  toMillis: method(0, ({ nanos }) => floorDivide(nanos, MILLI)),
};

export const durationMethods: MethodTable<RuleDuration> = {
  seconds: method(0, ({ nanos }) => nanos / SECOND),
  nanos: method(0, ({ nanos }) => nanos % SECOND),
};

const UNITS: Readonly<Record<string, bigint>> = {
  w: 604_800n * SECOND,
  d: 86_400n * SECOND,
  h: 3_600n * SECOND,
  m: 60n * SECOND,
  s: SECOND,
  ms: MILLI,
  ns: 1n,
};

const areInts = (args: readonly RuleValue[]): args is readonly bigint[] =>
  args.every((arg) => typeof arg === 'bigint');

export const durationFunctions: FunctionTable = {
  abs: libraryFunction(1, ([value = null]) => {
    if (!isDuration(value)) return wrongArgument('duration.abs', 'a duration');
    return value.nanos < 0n ? duration(-value.nanos) : value;
  }),
  time: libraryFunction(4, (args) => {
    if (!areInts(args)) return wrongArgument('duration.time', 'hours, minutes, seconds and nanos');
    const [hours = 0n, minutes = 0n, seconds = 0n, nanos = 0n] = args;
    return duration((hours * 3600n + minutes * 60n + seconds) * SECOND + nanos);
  }),
  value: libraryFunction(2, ([magnitude, unit]) => {
    const nanos = typeof unit === 'string' && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (typeof magnitude !== 'bigint' || nanos === undefined) {
      return wrongArgument(
        'duration.value',
        "an int and one of 'w', 'd', 'h', 'm', 's', 'ms', 'ns'",
      );
    }
    return duration(magnitude * nanos);
  }),
};

/** Firestore's own range: years 1 to 9999. */
const MIN_MILLIS = -62_135_596_800_000;
const MAX_MILLIS = 253_402_300_799_999;

function checkedMillis(millis: number, name: string): RuleTimestamp | Failure {
  const isInside = millis >= MIN_MILLIS && millis <= MAX_MILLIS;
  return isInside ? fromMillis(millis) : wrongArgument(name, 'a date between the years 1 and 9999');
}

export const timestampFunctions: FunctionTable = {
  date: libraryFunction(3, (args) => {
    if (!areInts(args)) return wrongArgument('timestamp.date', 'year, month and day');
    const [year = 0, month = 0, day = 0] = args.map(Number);
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    if (!isReal) return wrongArgument('timestamp.date', 'a day that exists');
    return checkedMillis(date.getTime(), 'timestamp.date');
  }),
  value: libraryFunction(1, ([millis]) =>
    typeof millis === 'bigint'
      ? checkedMillis(Number(millis), 'timestamp.value')
      : wrongArgument('timestamp.value', 'milliseconds since 1970 as an int'),
  ),
};
