import { repeatableChance, type Chance } from './repeatable-chance.ts';
import type { SandboxActivity } from './sandbox-activity.ts';
import type { SandboxAthlete } from './sandbox-athlete.ts';
import { instantOfWallClock } from './wall-clock.ts';

const DAY_MS = 86_400_000;

interface PlannedSession {
  sport: string;
  name: string;
  minutes: number;
  /** Share of the heart-rate reserve. */
  intensity: number;
  swing: number;
  startHour: number;
}

/** Metres a second at medium effort, climb in metres per kilometre, share with heart rate. */
const SPORTS: Record<string, { speed: number; climb: number; heartRate: number }> = {
  Run: { speed: 2.9, climb: 7, heartRate: 0.95 },
  TrailRun: { speed: 2.35, climb: 28, heartRate: 0.95 },
  Ride: { speed: 7.4, climb: 9, heartRate: 0.93 },
  GravelRide: { speed: 6.2, climb: 13, heartRate: 0.93 },
  VirtualRide: { speed: 8.6, climb: 5, heartRate: 0.98 },
  Swim: { speed: 0.82, climb: 0, heartRate: 0.1 },
  Hike: { speed: 1.15, climb: 55, heartRate: 0.7 },
  NordicSki: { speed: 3.3, climb: 12, heartRate: 0.9 },
  WeightTraining: { speed: 0, climb: 0, heartRate: 0.6 },
  Yoga: { speed: 0, climb: 0, heartRate: 0.3 },
};

/** Seasons: fullest in July, thinnest in January, turned round south of the equator. */
function season(athlete: SandboxAthlete, dayNumber: number): number {
  const south = /^(Pacific\/Auckland|Australia|Africa\/Johannesburg)/.test(athlete.homeZone);
  const phase = ((dayNumber % 365.25) / 365.25) * 2 * Math.PI + (south ? Math.PI : 0);
  return 1 - 0.28 * Math.cos(phase);
}

/** One illness of six to twelve days in most half-years. */
function isIll(athlete: SandboxAthlete, dayNumber: number): boolean {
  const halfYear = Math.floor(dayNumber / 182);
  const chance = repeatableChance(`ill ${athlete.seed} ${athlete.id} ${halfYear}`);
  if (!chance.happens(0.7)) return false;
  const begins = halfYear * 182 + chance.whole(0, 165);
  return dayNumber >= begins && dayNumber < begins + chance.whole(6, 12);
}

/** Two weeks away in every half-year. */
function zoneOf(athlete: SandboxAthlete, dayNumber: number): string {
  const halfYear = Math.floor(dayNumber / 182);
  const chance = repeatableChance(`travel ${athlete.seed} ${athlete.id} ${halfYear}`);
  const begins = halfYear * 182 + chance.whole(10, 150);
  const away = dayNumber >= begins && dayNumber < begins + 14;
  return away ? chance.pick(athlete.travelZones) : athlete.homeZone;
}

/** Three weeks in some years with a dead strap. */
function strapIsDead(athlete: SandboxAthlete, dayNumber: number): boolean {
  const year = Math.floor(dayNumber / 365);
  const chance = repeatableChance(`strap ${athlete.seed} ${athlete.id} ${year}`);
  const begins = year * 365 + chance.whole(0, 340);
  return chance.happens(0.6) && dayNumber >= begins && dayNumber < begins + 21;
}

function plannedSession(
  athlete: SandboxAthlete,
  dayNumber: number,
  chance: Chance,
): PlannedSession {
  const weekday = (dayNumber + 3) % 7; // Monday 0
  const winter = season(athlete, dayNumber) < 0.8;
  const foot = athlete.footSport;
  const ride = winter ? 'VirtualRide' : chance.pick(['Ride', 'Ride', 'GravelRide'] as const);
  const at = (sport: string, name: string, minutes: number, intensity: number, swing = 0.2) => ({
    sport,
    name,
    minutes: chance.around(minutes, minutes * 0.12),
    intensity: chance.around(intensity, 0.025),
    swing,
    startHour: weekday > 4 ? chance.between(7, 11) : chance.pick([6.2, 12.1, 17.6, 19.4]),
  });
  switch (weekday) {
    case 0:
      return chance.happens(0.5)
        ? at('WeightTraining', 'Strength', 45, 0.4)
        : at('Yoga', 'Yoga', 50, 0.25);
    case 1:
      return at('Run', 'Track intervals', 58, 0.71, 0.9);
    case 2:
      return chance.happens(0.5) ? at('Swim', 'Pool', 48, 0.6) : at(foot, 'Easy run', 45, 0.58);
    case 3:
      return at(ride, 'Sweet spot ride', 75, 0.68, 0.6);
    case 4:
      return at(foot, 'Easy run', 40, 0.57);
    case 5:
      if (winter && chance.happens(0.25)) return at('NordicSki', 'Classic tracks', 105, 0.64, 0.4);
      return at(ride, 'Long ride', 165, 0.6, 0.35);
    default:
      return chance.happens(0.08)
        ? at('Hike', 'Mountain day', 300, 0.45, 0.3)
        : at(foot, 'Long run', 112, 0.62, 0.25);
  }
}

/** Id of the n-th activity of a day: stable, unique for ten athletes a step, beyond 32 bits. */
function activityId(athlete: SandboxAthlete, dayNumber: number, index: number): number {
  return 9_000_000_000_000 + (athlete.id % 100_000) * 10_000_000 + dayNumber * 10 + index;
}

/** What an athlete trained on one day; the same answer whenever it is asked. */
export function generatedTraining(athlete: SandboxAthlete, dayNumber: number): SandboxActivity[] {
  const chance = repeatableChance(`day ${athlete.seed} ${athlete.id} ${dayNumber}`);
  const volume = season(athlete, dayNumber) * (Math.floor(dayNumber / 7) % 4 === 3 ? 0.62 : 1);
  if (isIll(athlete, dayNumber) || !chance.happens(athlete.diligence)) return [];
  const sessions = [plannedSession(athlete, dayNumber, chance)];
  if (chance.happens(athlete.doubles)) {
    const easy = { name: 'Shake-out', minutes: chance.between(22, 40), intensity: 0.5, swing: 0.1 };
    sessions.push({ ...easy, sport: 'Run', startHour: chance.between(20.1, 21.4) });
  }
  const timeZone = zoneOf(athlete, dayNumber);
  return sessions.map((session, index) => {
    const sport = SPORTS[session.sport] ?? { speed: 0, climb: 0, heartRate: 0.5 };
    const movingTimeS = Math.max(600, Math.round(session.minutes * volume * 60));
    const pausedS = chance.happens(0.55) ? chance.whole(5, 60 + Math.floor(movingTimeS / 12)) : 0;
    const speed = sport.speed * (0.72 + 0.46 * session.intensity) * chance.around(1, 0.03);
    const manual = chance.happens(0.012);
    const hasHeartRate =
      !manual && chance.happens(sport.heartRate) && !strapIsDead(athlete, dayNumber);
    const reserve = athlete.maxHr - athlete.restingHr;
    const average = athlete.restingHr + reserve * Math.min(0.93, session.intensity);
    const peak = average + reserve * (0.07 + 0.16 * session.swing);
    const fault = chance.happens(0.01) ? 24 : 0;
    const wallMs =
      dayNumber * DAY_MS + session.startHour * 3_600_000 + chance.whole(0, 1200) * 1000;
    const distanceM = Math.round(speed * movingTimeS * 10) / 10;
    return {
      id: activityId(athlete, dayNumber, index),
      athleteId: athlete.id,
      name: session.name,
      sportType: session.sport,
      startMs: Math.floor(instantOfWallClock(timeZone, wallMs) / 1000) * 1000,
      timeZone,
      hiddenStart: chance.happens(0.01),
      distanceM,
      movingTimeS,
      elapsedTimeS: movingTimeS + pausedS,
      elevationGainM: Math.round((distanceM / 1000) * sport.climb * chance.between(0.5, 1.5)),
      averageHeartRate: hasHeartRate ? Math.round(average * 10) / 10 : null,
      maxHeartRate: hasHeartRate ? Math.min(230, Math.round(peak + fault)) : null,
      intensitySwing: session.swing,
      manual,
      trainer: session.sport === 'VirtualRide',
      onlyMe: chance.happens(0.02),
      deviceName: manual
        ? null
        : chance.pick(['Garmin Forerunner 955', 'COROS APEX 2', 'Wahoo ELEMNT']),
    };
  });
}
