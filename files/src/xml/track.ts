/** Track points of TCX and GPX as columns in file order; NaN is unknown. */
export interface Track {
  /** Seconds since 1970. Points without a time are left out. */
  timesS: number[];
  bpm: number[];
  latitudes: number[];
  longitudes: number[];
  altitudesM: number[];
  /** Metres since the start as the device counted them; GPX has none. */
  distancesM: number[];
}

export interface TrackPoint {
  timeS: number;
  bpm: number;
  latitude: number;
  longitude: number;
  altitudeM: number;
  distanceM: number;
}

export const newTrack = (): Track => ({
  timesS: [],
  bpm: [],
  latitudes: [],
  longitudes: [],
  altitudesM: [],
  distancesM: [],
});

export const newPoint = (): TrackPoint => ({
  timeS: NaN,
  bpm: NaN,
  latitude: NaN,
  longitude: NaN,
  altitudeM: NaN,
  distanceM: NaN,
});

export function addPoint(track: Track, point: TrackPoint): void {
  if (Number.isNaN(point.timeS)) return;
  track.timesS.push(point.timeS);
  track.bpm.push(point.bpm);
  track.latitudes.push(point.latitude);
  track.longitudes.push(point.longitude);
  track.altitudesM.push(point.altitudeM);
  track.distancesM.push(point.distanceM);
}

/** The first position of a track; null without one. */
export function firstPosition(track: Track): { latitude: number; longitude: number } | null {
  const i = track.latitudes.findIndex(
    (latitude, index) => !Number.isNaN(latitude) && !Number.isNaN(track.longitudes[index] ?? NaN),
  );
  if (i < 0) return null;
  return { latitude: track.latitudes[i] ?? NaN, longitude: track.longitudes[i] ?? NaN };
}
