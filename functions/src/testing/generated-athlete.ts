import {
  activityDocumentFrom,
  addDays,
  defaultAthleteSettings,
  emptyLedger,
  firstCountedDay,
  FORMULA_VERSION,
  ledgerRowFrom,
  localDay,
  nextLocalMidnight,
  NO_ANNOTATION,
  scoreActivity,
  withLedgerRows,
  yearOf,
  type ActivityDocument,
  type ActivityFacts,
  type AnnotationDocument,
  type AthleteSettings,
  type Ledger,
  type LocalDay,
  type UserDocument,
} from '@training-monkey/training';
import { repeatableChance } from './repeatable-chance.ts';

export interface GeneratedAthlete {
  uid: string;
  user: UserDocument;
  ledgers: Ledger[];
  activities: Map<string, ActivityDocument>;
  annotations: Map<string, AnnotationDocument>;
}

export interface AthletePlan {
  seed: number;
  userId: number;
  activities: number;
  /** Days from the first activity to `today`. */
  days: number;
  today: LocalDay;
  timeZone?: string;
}

const SPORTS = ['Run', 'Run', 'Run', 'TrailRun', 'Ride', 'Ride', 'GravelRide', 'Swim'];
const RARE_SPORTS = [
  'OpenWaterSwim',
  'Rowing',
  'VirtualRow',
  'NordicSki',
  'Yoga',
  'EBikeRide',
  'Hike',
];

/**
 * An athlete with years of training as functions would have stored it: every sport, activities
 * without heart rate and with half of it, dated thresholds, corrected climbs, activities left out.
 * The same plan gives the same athlete.
 */
export function generatedAthlete(plan: AthletePlan): GeneratedAthlete {
  const { userId, today, timeZone = 'Europe/Berlin' } = plan;
  const chance = repeatableChance(plan.seed);
  const uid = `athlete-${String(userId).padStart(5, '0')}`;
  const start = addDays(today, -plan.days);
  const settings = settingsOf(chance, timeZone, start, plan.days);
  const activities = new Map<string, ActivityDocument>();
  const annotations = new Map<string, AnnotationDocument>();
  for (let n = 0; n < plan.activities; n++) {
    const day = addDays(start, n === 0 ? 0 : Math.floor(chance() * (plan.days + 1)));
    const facts = factsOn(chance, day, n);
    const annotation = chance() < 0.1 ? annotationOf(chance) : null;
    const isStrava = chance() < 0.5;
    const stravaId = String(10_000_000_000 + userId * 1_000_000 + n);
    const id = isStrava ? `strava-${stravaId}` : `file-${plan.seed}-${n}`;
    const written = '2023-01-01T00:00:00.000Z';
    const document = activityDocumentFrom(
      facts,
      scoreActivity(facts, annotation ?? NO_ANNOTATION, settings),
      {
        source: isStrava ? 'strava' : 'file',
        stravaActivityId: isStrava ? stravaId : null,
        fileName: isStrava ? null : `${n}.fit`,
        createdAt: written,
        updatedAt: written,
      },
    );
    activities.set(id, document);
    if (annotation !== null) annotations.set(id, annotation);
  }
  const ledgers = ledgersOf(activities);
  return {
    uid,
    user: userOf(userId, uid, settings, ledgers, today),
    ledgers,
    activities,
    annotations,
  };
}

/** The ledgers that some activities make. */
function ledgersOf(activities: ReadonlyMap<string, ActivityDocument>): Ledger[] {
  const years = new Map<number, ReturnType<typeof ledgerRowFrom>[]>();
  for (const [id, document] of activities) {
    const year = yearOf(document.date);
    const rows = years.get(year) ?? [];
    rows.push(ledgerRowFrom(id, document));
    years.set(year, rows);
  }
  return [...years]
    .sort(([a], [b]) => a - b)
    .map(([year, put]) => withLedgerRows(emptyLedger(year), { put }));
}

function userOf(
  userId: number,
  uid: string,
  settings: AthleteSettings,
  ledgers: Ledger[],
  today: LocalDay,
): UserDocument {
  const now = `${today}T00:00:00.000Z`;
  return {
    userId,
    email: `${uid}@example.org`,
    isAdmin: false,
    strava: null,
    ledgerYears: ledgers.map(({ year }) => year),
    firstActivityDay: firstCountedDay(ledgers),
    nextRolloverAt: nextLocalMidnight(now, settings.timeZone),
    appliedSettings: settings,
    appliedFormulaVersion: FORMULA_VERSION,
    rescore: null,
    awaitsExport: true,
    createdAt: now,
    updatedAt: now,
  };
}

function settingsOf(
  chance: () => number,
  timeZone: string,
  start: LocalDay,
  days: number,
): AthleteSettings {
  const settings = defaultAthleteSettings(timeZone, '2025-01-01T00:00:00.000Z');
  const genders = ['male', 'female', 'none'] as const;
  const gender = genders[Math.floor(chance() * 3)] ?? 'none';
  const changed = addDays(start, Math.floor(days / 2));
  const edges = [110, 125, 140, 155, 170];
  return {
    ...settings,
    footFeetPerMile: chance() < 0.5 ? 750 : 528,
    thresholds: [
      {
        from: localDay('1970-01-01'),
        restingHr: 50,
        maxHr: 190,
        gender,
        zones: { method: 'reserve' },
      },
      { from: changed, restingHr: 44, maxHr: 178, gender, zones: { method: 'max' } },
      {
        from: addDays(changed, 60),
        ...{ restingHr: 47, maxHr: 183, gender },
        zones: { method: 'custom', edges },
      },
    ],
  };
}

function factsOn(chance: () => number, day: LocalDay, n: number): ActivityFacts {
  const list = chance() < 0.85 ? SPORTS : RARE_SPORTS;
  const sport = list[Math.floor(chance() * list.length)] ?? 'Run';
  const movingTimeS = 900 + Math.floor(chance() * 9000);
  const speed = sport.includes('Ride') ? 4 + chance() * 7 : 1 + chance() * 3;
  const minute = String(Math.floor(chance() * 60)).padStart(2, '0');
  return {
    startedAt: `${day}T${String(5 + (n % 14)).padStart(2, '0')}:${minute}:00.000Z`,
    localDay: day,
    timeZone: null,
    name: `Session ${n}\t"é" \\ ${sport}`,
    sport,
    movingTimeS,
    elapsedTimeS: movingTimeS + 120,
    distanceM: chance() < 0.05 ? null : Math.round(movingTimeS * speed * 10) / 10,
    elevationGainM: chance() < 0.2 ? null : Math.round(chance() * 8000) / 10,
    heartRate: heartRateOf(chance, movingTimeS),
    deviceName: null,
  };
}

function heartRateOf(chance: () => number, movingTimeS: number): ActivityFacts['heartRate'] {
  const kind = chance();
  if (kind < 0.15) return null;
  const avgBpm = 110 + Math.floor(chance() * 60);
  if (kind < 0.3) return { avgBpm, maxBpm: null, histogram: null };
  // Some straps fall off: then less than half the time has heart rate.
  const covered = kind < 0.4 ? movingTimeS * 0.4 : movingTimeS * 0.98;
  const width = 20 + Math.floor(chance() * 30);
  const weights = Array.from({ length: width }, () => chance());
  const sum = weights.reduce((a, b) => a + b, 0);
  const seconds = weights.map((weight) => Math.round((covered * weight) / sum));
  const firstBpm = avgBpm - Math.floor(width / 2);
  return { avgBpm, maxBpm: firstBpm + width - 1, histogram: { firstBpm, seconds } };
}

function annotationOf(chance: () => number): AnnotationDocument {
  return {
    perceivedEffort: chance() < 0.5 ? Math.floor(chance() * 11) : null,
    feelingScore: chance() < 0.5 ? 3 : null,
    notes: chance() < 0.5 ? 'line one\nline two' : null,
    weightLbs: chance() < 0.3 ? 151.5 : null,
    correctedElevationGainFeet: chance() < 0.3 ? Math.floor(chance() * 3000) : null,
    leaveOut: chance() < 0.2,
    updatedAt: '2025-01-02T00:00:00.000Z',
  };
}
