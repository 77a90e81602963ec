import {
  defaultAthleteSettings,
  localDay,
  NO_ANNOTATION,
  type AnnotationDocument,
  type AthleteSettings,
  type CoachFeedbackDocument,
  type GoalDocument,
  type JournalDocument,
} from '@training-monkey/training';

const NOW = '2025-06-10T12:00:00.000Z';

export const goodSettings: AthleteSettings = defaultAthleteSettings('Europe/Berlin', NOW);

export const goodAnnotation: AnnotationDocument = {
  ...NO_ANNOTATION,
  perceivedEffort: 6.5,
  feelingScore: 4,
  notes: 'windy',
  weightLbs: 150.5,
  correctedElevationGainFeet: 1200,
  updatedAt: NOW,
};

export const goodGoal: GoalDocument = {
  aim: { kind: 'race', raceDay: localDay('2025-10-05'), distanceMiles: 26.2 },
  sport: 'foot',
  availableDays: [false, true, true, true, false, true, true],
  hoursPerWeek: 6.5,
  updatedAt: NOW,
};

export const goodFeedback: CoachFeedbackDocument = {
  thumb: 'down',
  reason: 'my legs say otherwise',
  updatedAt: NOW,
};

export const goodJournal: JournalDocument = {
  morning: {
    sleepHours: 7.5,
    sleepQuality: 4,
    soreness: 2,
    restingHr: 44,
    hrvMs: 65.5,
    weightLbs: 150,
  },
  evening: { perceivedEffort: 5, feelingScore: 4, pain: 0, notes: 'fine' },
  updatedAt: NOW,
};
