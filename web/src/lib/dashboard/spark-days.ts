import { addDays, dailyMetrics, type DailyMetrics, type LocalDay } from '@training-monkey/training';
import type { TrainingAtHand } from './dashboard-view.ts';

/** The last 90 days, small: the sparklines of the cards keep still when the range changes. */
export function sparkDays(training: TrainingAtHand, today: LocalDay): DailyMetrics[] {
  return dailyMetrics(training, training.settings, { from: addDays(today, -89), to: today });
}
