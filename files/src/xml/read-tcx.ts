import { UnreadableFileError } from '../unreadable-file-error.ts';
import type { ReadActivity, ReadingOptions } from '../read-activity.ts';
import { parseInstant, parseNumber } from './parse-instant.ts';
import { readXml } from './read-xml.ts';
import { factsFromTcx, type TcxActivity, type TcxLap } from './tcx-activity.ts';
import { addPoint, newPoint, newTrack } from './track.ts';

/** The activities of a TCX file. @throws UnreadableFileError when it holds none */
export function readTcx(fileName: string, text: string, options: ReadingOptions): ReadActivity[] {
  const { activities: found, hasCourse } = tcxActivities(text);
  const activities = found.flatMap((activity) => {
    const facts = factsFromTcx(activity, options);
    return facts === null ? [] : [{ facts, fileName, caution: null }];
  });
  if (activities.length === 0) {
    const reason = hasCourse
      ? 'it holds a course, no activity'
      : found.length > 0
        ? 'its activity has no lap and no point with a time'
        : 'it holds no activity';
    throw new UnreadableFileError('TCX', reason);
  }
  return activities;
}

/** The activities of a TCX file as they stand there. */
export function tcxActivities(text: string): { activities: TcxActivity[]; hasCourse: boolean } {
  const activities: TcxActivity[] = [];
  let hasCourse = false;
  let current: TcxActivity | null = null;
  let lap: TcxLap | null = null;
  let point = newPoint();
  readXml('TCX', text, {
    open(name, attributes, path) {
      if (name === 'Course') hasCourse = true;
      else if (name === 'Activity') {
        const sport = attributes['Sport'] ?? null;
        current = { sport, device: null, offsetS: null, laps: [], track: newTrack() };
        activities.push(current);
      } else if (name === 'Lap' && current !== null && path.at(-1) === 'Activity') {
        const start = parseInstant(attributes['StartTime'] ?? '');
        current.offsetS ??= start?.offsetS ?? null;
        const unknown = { timeS: NaN, distanceM: NaN, avgBpm: NaN, maxBpm: NaN };
        lap = { startS: start?.timeS ?? NaN, ...unknown };
        current.laps.push(lap);
      } else if (name === 'Trackpoint') point = newPoint();
    },
    close(name, content, path) {
      if (current === null) return;
      const parent = path.at(-1);
      if (name === 'Activity') current = null;
      else if (name === 'Trackpoint') addPoint(current.track, point);
      else if (parent === 'Creator' && name === 'Name') current.device = content;
      else if (parent === 'Lap' && lap !== null) readLapValue(lap, name, content);
      else if (parent === 'Trackpoint') {
        const instant = name === 'Time' ? parseInstant(content) : null;
        if (instant !== null) {
          point.timeS = instant.timeS;
          current.offsetS ??= instant.offsetS;
        } else if (name === 'AltitudeMeters') point.altitudeM = parseNumber(content);
        else if (name === 'DistanceMeters') point.distanceM = parseNumber(content);
      } else if (name === 'LatitudeDegrees') point.latitude = parseNumber(content);
      else if (name === 'LongitudeDegrees') point.longitude = parseNumber(content);
      else if (name === 'Value') {
        if (parent === 'HeartRateBpm') point.bpm = parseNumber(content);
        else if (parent === 'AverageHeartRateBpm' && lap) lap.avgBpm = parseNumber(content);
        else if (parent === 'MaximumHeartRateBpm' && lap) lap.maxBpm = parseNumber(content);
      }
    },
  });
  return { activities, hasCourse };
}

function readLapValue(lap: TcxLap, name: string, content: string): void {
  if (name === 'TotalTimeSeconds') lap.timeS = parseNumber(content);
  else if (name === 'DistanceMeters') lap.distanceM = parseNumber(content);
}
