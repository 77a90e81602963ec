/** One activity as the sandbox keeps it; answers and streams are made from it when asked for. */
export interface SandboxActivity {
  /** Beyond 32 bits, as real ids are. */
  id: number;
  athleteId: number;
  name: string;
  sportType: string;
  startMs: number;
  timeZone: string;
  /** The start is shown as 00:00:01 on its day. */
  hiddenStart: boolean;
  distanceM: number;
  movingTimeS: number;
  elapsedTimeS: number;
  elevationGainM: number;
  /** Null without a heart-rate strap. */
  averageHeartRate: number | null;
  maxHeartRate: number | null;
  /** Deeper swings between hard and easy stretches, 0–1. */
  intensitySwing: number;
  manual: boolean;
  trainer: boolean;
  onlyMe: boolean;
  deviceName: string | null;
}

/** The sport types the sandbox's athletes do, and the name of the older `type` field. */
export const LEGACY_TYPES: Record<string, string> = {
  TrailRun: 'Run',
  VirtualRide: 'VirtualRide',
  GravelRide: 'Ride',
  MountainBikeRide: 'Ride',
};
