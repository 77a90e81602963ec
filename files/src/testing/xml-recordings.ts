export interface Point {
  /** Seconds after the start. */
  at: number;
  bpm?: number;
  latitude?: number;
  longitude?: number;
  altitudeM?: number;
  distanceM?: number;
}

const START_MS = Date.parse('2025-05-10T07:00:00Z');
const iso = (at: number) => new Date(START_MS + at * 1000).toISOString();

/** Points a second apart. */
export const everySecond = (count: number, point: (at: number) => Omit<Point, 'at'> = () => ({})) =>
  Array.from({ length: count }, (_, at) => ({ at, ...point(at) }));

/** An invented TCX file with one activity: laps with their own totals, one track. */
export function tcxText({
  sport = 'Biking',
  laps = [{ seconds: 60, distanceM: 400 }] as {
    seconds: number;
    distanceM?: number;
    avgBpm?: number;
  }[],
  points = everySecond(61, () => ({ bpm: 130 })),
} = {}): string {
  const trackpoints = points
    .map(
      (p) => `<Trackpoint><Time>${iso(p.at)}</Time>
${p.latitude === undefined ? '' : `<Position><LatitudeDegrees>${p.latitude}</LatitudeDegrees><LongitudeDegrees>${p.longitude}</LongitudeDegrees></Position>`}
${p.altitudeM === undefined ? '' : `<AltitudeMeters>${p.altitudeM}</AltitudeMeters>`}
${p.distanceM === undefined ? '' : `<DistanceMeters>${p.distanceM}</DistanceMeters>`}
${p.bpm === undefined ? '' : `<HeartRateBpm><Value>${p.bpm}</Value></HeartRateBpm>`}</Trackpoint>`,
    )
    .join('\n');
  const lapTexts = laps.map(
    (lap, i) => `<Lap StartTime="${iso(0)}"><TotalTimeSeconds>${lap.seconds}</TotalTimeSeconds>
${lap.distanceM === undefined ? '' : `<DistanceMeters>${lap.distanceM}</DistanceMeters>`}
${lap.avgBpm === undefined ? '' : `<AverageHeartRateBpm><Value>${lap.avgBpm}</Value></AverageHeartRateBpm>`}
${i === 0 && points.length > 0 ? `<Track>${trackpoints}</Track>` : ''}</Lap>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<TrainingCenterDatabase xmlns="http://www.garmin.com/xmlschemas/TrainingCenterDatabase/v2"><Activities>
<Activity Sport="${sport}"><Id>${iso(0)}</Id>${lapTexts.join('')}
<Creator><Name>Invented 1</Name></Creator></Activity></Activities></TrainingCenterDatabase>`;
}

/** An invented GPX file with one track; `heartRate` writes the tag around a value. */
export function gpxText({
  type = 'running',
  name = 'Along the river',
  points = everySecond(61, (at) => ({
    bpm: 140,
    latitude: 47.5 + at * 1e-5,
    longitude: 10,
  })),
  heartRate = (bpm: number) =>
    `<gpxtpx:TrackPointExtension><gpxtpx:hr>${bpm}</gpxtpx:hr></gpxtpx:TrackPointExtension>`,
  withTimes = true,
} = {}): string {
  const trackpoints = points.map(
    (p) => `<trkpt lat="${p.latitude ?? 0}" lon="${p.longitude ?? 0}">
${p.altitudeM === undefined ? '' : `<ele>${p.altitudeM}</ele>`}${withTimes ? `<time>${iso(p.at)}</time>` : ''}
${p.bpm === undefined ? '' : `<extensions>${heartRate(p.bpm)}</extensions>`}</trkpt>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<gpx creator="Invented" version="1.1" xmlns="http://www.topografix.com/GPX/1/1" xmlns:gpxtpx="http://www.garmin.com/xmlschemas/TrackPointExtension/v1">
<metadata><time>${iso(0)}</time></metadata>
<trk><name>${name}</name><type>${type}</type><trkseg>${trackpoints.join('\n')}</trkseg></trk></gpx>`;
}
