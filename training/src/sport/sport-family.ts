/** Sports whose work is measured alike; `other` has no external load. */
export const SPORT_FAMILIES = [
  'foot',
  'cycling',
  'swimming',
  'rowing',
  'skiTouring',
  'strength',
  'other',
] as const;
export type SportFamily = (typeof SPORT_FAMILIES)[number];
