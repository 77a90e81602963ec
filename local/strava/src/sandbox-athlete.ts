/** Someone with a Strava account in the sandbox. */
export interface SandboxAthlete {
  id: number;
  /** Another seed gives the same person another history. */
  seed: string;
  firstName: string;
  lastName: string;
  about: string;
  homeZone: string;
  /** Where they train when away; visited for two weeks twice a year. */
  travelZones: readonly [string, ...string[]];
  restingHr: number;
  maxHr: number;
  /** Favourite on foot, one of Strava's sport types. */
  footSport: 'Run' | 'TrailRun';
  /** Days in a year with training, as a share. */
  diligence: number;
  /** Share of training days with a second activity. */
  doubles: number;
  /** How far back their history goes. */
  years: number;
  /** Keep only the newest so many; null keeps all. */
  newest: number | null;
}

type AthleteDetails = Partial<Omit<SandboxAthlete, 'id'>>;

/** An athlete from what is particular about them. */
export function sandboxAthlete(id: number, details: AthleteDetails = {}): SandboxAthlete {
  return {
    id,
    seed: 'monkey',
    firstName: 'Alex',
    lastName: `Example ${id}`,
    about: 'An invented athlete',
    homeZone: 'Europe/Berlin',
    travelZones: ['America/Denver'],
    restingHr: 48,
    maxHr: 186,
    footSport: 'Run',
    diligence: 0.72,
    doubles: 0.12,
    years: 3,
    newest: null,
    ...details,
  };
}

/** The people one meets on a fresh sandbox, all invented. */
export const DEMO_ATHLETES: readonly SandboxAthlete[] = [
  sandboxAthlete(7_100_001, {
    firstName: 'Robin',
    lastName: 'Vale',
    about: 'Trail runner with a bicycle; three years of training in New York and the Alps',
    homeZone: 'America/New_York',
    travelZones: ['Europe/Zurich', 'America/Denver'],
    restingHr: 46,
    maxHr: 182,
    footSport: 'TrailRun',
  }),
  sandboxAthlete(7_100_002, {
    firstName: 'Kim',
    lastName: 'Harrow',
    about: 'Triathlete who trains twice a day; eight years in Auckland and Honolulu',
    homeZone: 'Pacific/Auckland',
    travelZones: ['Pacific/Honolulu', 'Asia/Tokyo'],
    restingHr: 42,
    maxHr: 189,
    diligence: 0.93,
    doubles: 0.55,
    years: 8,
  }),
  sandboxAthlete(7_100_003, {
    firstName: 'Sam',
    lastName: 'Ode',
    about: 'Started to run this autumn, in Berlin',
    restingHr: 61,
    maxHr: 195,
    diligence: 0.42,
    doubles: 0,
    years: 0.2,
  }),
];
