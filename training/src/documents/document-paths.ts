import type { LocalDay } from '../calendar/local-day.ts';

/** Every path of the database, so that a path is written once. */
export const documentPaths = {
  users: () => 'users',
  user: (uid: string) => `users/${uid}`,
  athleteSettings: (uid: string) => `users/${uid}/settings/athlete`,
  activities: (uid: string) => `users/${uid}/activities`,
  activity: (uid: string, activityId: string) => `users/${uid}/activities/${activityId}`,
  annotations: (uid: string) => `users/${uid}/annotations`,
  annotation: (uid: string, activityId: string) => `users/${uid}/annotations/${activityId}`,
  journal: (uid: string) => `users/${uid}/journal`,
  journalDay: (uid: string, day: LocalDay) => `users/${uid}/journal/${day}`,
  ledgers: (uid: string) => `users/${uid}/ledger`,
  ledger: (uid: string, year: number) => `users/${uid}/ledger/${year}`,
  dashboard: (uid: string) => `users/${uid}/dashboard/latest`,
  recommendations: (uid: string) => `users/${uid}/recommendations`,
  recommendation: (uid: string, day: LocalDay) => `users/${uid}/recommendations/${day}`,
  coachBudget: (uid: string) => `users/${uid}/budgets/coach`,
  coachFeedback: (uid: string, day: LocalDay) => `users/${uid}/coachFeedback/${day}`,
  coachFeedbacks: (uid: string) => `users/${uid}/coachFeedback`,
  goal: (uid: string) => `users/${uid}/settings/goal`,
  plans: (uid: string) => `users/${uid}/plans`,
  plan: (uid: string) => `users/${uid}/plans/current`,
  inbox: () => 'inbox',
  inboxItem: (id: string) => `inbox/${id}`,
  stravaTokens: (uid: string) => `stravaTokens/${uid}`,
  stravaAthlete: (athleteId: string) => `stravaAthletes/${athleteId}`,
  /** Where a listing stands and what was read last; holds ids of Strava activities. */
  stravaSync: (uid: string) => `stravaSync/${uid}`,
  /** A consent under way. */
  stravaState: (nonce: string) => `stravaStates/${nonce}`,
  stravaSubscription: () => 'counters/stravaSubscription',
  stravaBudget: () => 'budgets/strava',
  userIdCounter: () => 'counters/userId',
  benchmarks: () => 'benchmarks',
  benchmark: (cohortId: string) => `benchmarks/${cohortId}`,
  benchmarkState: () => 'counters/benchmarks',
} as const;
