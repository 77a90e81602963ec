import { heartRateFactsFrom } from '@training-monkey/training';
import { highestBpm } from '../highest-bpm.ts';
import { localDayAt } from '../place/local-day-at.ts';
import { zoneAt } from '../place/zone-at.ts';
import {
  plausibleFacts,
  within,
  type ReadActivity,
  type ReadingOptions,
} from '../read-activity.ts';
import { stravaSport } from '../sport/strava-sport.ts';
import { UnreadableFileError } from '../unreadable-file-error.ts';
import { parseInstant, parseNumber } from './parse-instant.ts';
import { readXml } from './read-xml.ts';
import { trackAscentM } from './track-ascent.ts';
import { trackDistanceM } from './track-distance.ts';
import { toMilliseconds, trackTime } from './track-time.ts';
import { addPoint, firstPosition, newPoint, newTrack, type Track } from './track.ts';

interface GpxTrack {
  name: string;
  type: string | null;
  offsetS: number | null;
  track: Track;
}

/** Garmin, Cluetrust and the plain tags of smaller programs. */
const HEART_RATE_TAGS = new Set(['hr', 'heartrate', 'heart_rate']);

/** The tracks of a GPX file, each one activity. @throws UnreadableFileError when none has times */
export function readGpx(fileName: string, text: string, options: ReadingOptions): ReadActivity[] {
  const { tracks, creator } = gpxTracks(text);
  const activities = tracks.flatMap((track) => {
    const facts = factsOf(track, creator, options);
    return facts === null ? [] : [{ facts, fileName, caution: null }];
  });
  if (activities.length === 0) {
    throw new UnreadableFileError(
      'GPX',
      tracks.length === 0
        ? 'it holds no track, only a route or waypoints'
        : 'its track has no times, so nothing tells when it was done',
    );
  }
  return activities;
}

/** The tracks of a GPX file as they stand there. */
export function gpxTracks(text: string): { tracks: GpxTrack[]; creator: string | null } {
  const tracks: GpxTrack[] = [];
  let creator: string | null = null;
  let current: GpxTrack | null = null;
  let point = newPoint();
  readXml('GPX', text, {
    open(name, attributes) {
      if (name === 'gpx') creator = attributes['creator'] ?? null;
      else if (name === 'trk') {
        current = { name: '', type: null, offsetS: null, track: newTrack() };
        tracks.push(current);
      } else if (name === 'trkpt') {
        point = newPoint();
        point.latitude = parseNumber(attributes['lat'] ?? '');
        point.longitude = parseNumber(attributes['lon'] ?? '');
      }
    },
    close(name, content, path) {
      if (current === null) return;
      const parent = path.at(-1);
      if (parent === 'trk' && name === 'name') current.name = content;
      else if (parent === 'trk' && name === 'type') current.type = content;
      else if (name === 'trk') current = null;
      else if (name === 'trkpt') addPoint(current.track, point);
      else if (parent === 'trkpt' && name === 'ele') point.altitudeM = parseNumber(content);
      else if (parent === 'trkpt' && name === 'time') {
        const instant = parseInstant(content);
        if (instant === null) return;
        point.timeS = instant.timeS;
        current.offsetS ??= instant.offsetS;
      } else if (path.includes('trkpt') && HEART_RATE_TAGS.has(name.toLowerCase())) {
        point.bpm = parseNumber(content);
      }
    },
  });
  return { tracks, creator };
}

function factsOf(gpx: GpxTrack, creator: string | null, options: ReadingOptions) {
  const { track } = gpx;
  const time = trackTime(track.timesS);
  if (time === null || time.endS === time.startS) return null;
  const startedAt = new Date(time.startS * 1000).toISOString();
  const position = firstPosition(track);
  const placeZone = zoneAt(position?.latitude ?? null, position?.longitude ?? null);
  const sampled = heartRateFactsFrom({ timesS: track.timesS, bpm: track.bpm, pauses: time.pauses });
  return plausibleFacts('GPX', {
    startedAt,
    localDay: localDayAt(startedAt, {
      offsetS: placeZone === null ? gpx.offsetS : null,
      placeZone,
      athleteTimeZone: options.athleteTimeZone,
    }),
    timeZone: placeZone,
    name: gpx.name.slice(0, 200),
    sport: stravaSport(gpx.type) ?? 'Other',
    movingTimeS: toMilliseconds(time.movingS),
    elapsedTimeS: toMilliseconds(time.endS - time.startS),
    distanceM: within(trackDistanceM(track, time.pauses), 0, 5_000_000),
    elevationGainM: within(trackAscentM(track.altitudesM), 0, 50_000),
    heartRate: sampled && { ...sampled, maxBpm: highestBpm(track.bpm) },
    deviceName: creator === null ? null : creator.slice(0, 100),
  });
}
