import type { SportFamily } from '@training-monkey/training';

export const SPORT_FAMILY_NAMES = {
  foot: 'On foot',
  cycling: 'Cycling',
  swimming: 'Swimming',
  rowing: 'Rowing',
  skiTouring: 'Ski touring',
  strength: 'Strength',
  other: 'Other',
} as const satisfies Record<SportFamily, string>;
