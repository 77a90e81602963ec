/** One session as the device summed it up; times in seconds since the FIT epoch, null unknown. */
export interface FitSession {
  endedAt: number | null;
  startedAt: number | null;
  startLatitude: number | null;
  startLongitude: number | null;
  sport: number | null;
  subSport: number | null;
  elapsedTimeS: number | null;
  timerTimeS: number | null;
  distanceM: number | null;
  ascentM: number | null;
  avgHeartRateBpm: number | null;
  maxHeartRateBpm: number | null;
}

/** The timer was started or stopped. */
export interface FitTimerEvent {
  at: number;
  running: boolean;
}

/** What one FIT file says that matters here. Records are columns, as long rides have many. */
export interface FitRecording {
  /** 4 is an activity; null when the file does not say. */
  fileType: number | null;
  manufacturer: number | null;
  productName: string | null;
  /** Seconds that the athlete's wall clock was ahead of UTC, as written by the device. */
  localOffsetS: number | null;
  sessions: FitSession[];
  timerEvents: FitTimerEvent[];
  firstLatitude: number | null;
  firstLongitude: number | null;
  records: FitRecords;
  /** What could not be used although the file is whole; null when nothing was left out. */
  problem: string | null;
}

/** Columns of the record messages in file order. */
export interface FitRecords {
  length: number;
  /** Seconds since the FIT epoch; `UNKNOWN_U32` when the record has no time. */
  times: Uint32Array;
  /** Bpm; `UNKNOWN_U8` without heart rate. */
  heartRates: Uint8Array;
  /** Centimetres since the start; `UNKNOWN_U32` when not recorded. */
  distancesCm: Uint32Array;
}

export const UNKNOWN_U32 = 0xffffffff;
export const UNKNOWN_U8 = 0xff;

/** 1989-12-31T00:00:00Z in seconds since 1970. */
export const FIT_EPOCH_S = 631_065_600;
/** Smaller times count seconds since the device was switched on: its clock was not set. */
export const FIRST_REAL_TIME = 0x10000000;
