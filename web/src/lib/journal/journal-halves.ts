import type { JournalDocument } from '@training-monkey/training';

export type Morning = NonNullable<JournalDocument['morning']>;
export type Evening = NonNullable<JournalDocument['evening']>;

export const EMPTY_MORNING: Morning = {
  sleepHours: null,
  sleepQuality: null,
  soreness: null,
  restingHr: null,
  hrvMs: null,
  weightLbs: null,
};
export const EMPTY_EVENING: Evening = {
  perceivedEffort: null,
  feelingScore: null,
  pain: null,
  notes: null,
};

/** A half with one answer changed; null again when its last answer is taken back. */
export function changedHalf<Half extends object>(
  half: Half | null,
  empty: Half,
  part: Partial<Half>,
): Half | null {
  const next = { ...empty, ...half, ...part };
  return Object.values(next).every((value) => value === null) ? null : next;
}
