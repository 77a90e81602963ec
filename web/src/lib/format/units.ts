import type { AthleteSettings } from '@training-monkey/training';

export type Units = AthleteSettings['units'];
const KM_PER_MILE = 1.609344;
const M_PER_FOOT = 0.3048;
const KG_PER_POUND = 0.45359237;

/** A length, climb or weight as the athlete reads it; unknown is a dash, never 0. */
export function unitsFormat(units: Units, locale?: string) {
  const isMetric = units === 'metric';
  const write = (value: number, digits: number) =>
    value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  const withUnit = (value: number | null, digits: number, unit: string) =>
    value === null ? '–' : `${write(value, digits)} ${unit}`;
  const scaled = (value: number | null, factor: number) => (value === null ? null : value * factor);

  return {
    distanceUnit: isMetric ? 'km' : 'mi',
    climbUnit: isMetric ? 'm' : 'ft',
    weightUnit: isMetric ? 'kg' : 'lb',
    /** A number of miles in the athlete's unit. */
    distance: (miles: number) => (isMetric ? miles * KM_PER_MILE : miles),
    climb: (feet: number) => (isMetric ? feet * M_PER_FOOT : feet),
    feetFromClimb: (climb: number) => (isMetric ? climb / M_PER_FOOT : climb),
    weight: (pounds: number) => (isMetric ? pounds * KG_PER_POUND : pounds),
    poundsFromWeight: (weight: number) => (isMetric ? weight / KG_PER_POUND : weight),
    distanceText: (miles: number | null, digits = 1) =>
      withUnit(scaled(miles, isMetric ? KM_PER_MILE : 1), digits, isMetric ? 'km' : 'mi'),
    climbText: (feet: number | null) =>
      withUnit(scaled(feet, isMetric ? M_PER_FOOT : 1), 0, isMetric ? 'm' : 'ft'),
    weightText: (pounds: number | null) =>
      withUnit(scaled(pounds, isMetric ? KG_PER_POUND : 1), 1, isMetric ? 'kg' : 'lb'),
  };
}
export type UnitsFormat = ReturnType<typeof unitsFormat>;
