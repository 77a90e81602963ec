import { defaultAthleteSettings, NO_ANNOTATION, scoreActivity } from '@training-monkey/training';
import { describe, expect, test } from 'vitest';
import { decodeFit } from './fit/decode-fit.ts';
import { UNKNOWN_U8 } from './fit/fit-recording.ts';
import { readActivityFile } from './read-activity-file.ts';
import type { ReadActivity } from './read-activity.ts';
import {
  hasRealRecordings,
  realBytes,
  realRecordings,
  realText,
  type RealRecording,
} from './testing/real-recordings.ts';
import { UnreadableFileError } from './unreadable-file-error.ts';
import { gpxTracks } from './xml/read-gpx.ts';
import { tcxActivities } from './xml/read-tcx.ts';

const OPTIONS = { athleteTimeZone: 'UTC' };
const SETTINGS = defaultAthleteSettings('UTC', '2025-01-01T00:00:00.000Z');

/** Neither activities nor whole: the folder's own description calls them so. */
const REFUSED = [
  'fit-fitparse/DeveloperData.fit',
  'fit-fitparse/MonitoringFile.fit',
  'fit-fitparse/Settings.fit',
  'fit-fitparse/Settings2.fit',
  'fit-fitparse/WeightScaleMultiUser.fit',
  'fit-fitparse/WeightScaleSingleUser.fit',
  'fit-fitparse/WorkoutCustomTargetValues.fit',
  'fit-fitparse/WorkoutIndividualSteps.fit',
  'fit-fitparse/WorkoutRepeatGreaterThanStep.fit',
  'fit-fitparse/WorkoutRepeatSteps.fit',
  'fit-fitparse/activity-filecrc.fit',
  'fit-fitparse/activity-unexpected-eof.fit',
  'fit-fitparse/nick.fit',
  'fit-fitparse/strava-android-app-201.10-b1218918.fit',
];

function read(file: string): ReadActivity[] | UnreadableFileError {
  try {
    return readActivityFile(file, realBytes(file), OPTIONS);
  } catch (error) {
    if (error instanceof UnreadableFileError) return error;
    throw error;
  }
}

function activitiesOf(file: string): ReadActivity[] {
  const result = read(file);
  if (result instanceof UnreadableFileError) throw result;
  return result;
}

const histogramOf = ({ facts }: ReadActivity) => facts.heartRate?.histogram ?? null;
const trimpOf = (file: string) =>
  activitiesOf(file).reduce(
    (sum, { facts }) => sum + (scoreActivity(facts, NO_ANNOTATION, SETTINGS).trimp ?? NaN),
    0,
  );
const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

/** Every heart rate in a file as it was recorded, whatever time it stands for. */
function samplesOf({ file, format }: RealRecording): number[] {
  const samples =
    format === 'fit'
      ? decodeFit(realBytes(file)).recordings.flatMap(({ records }) => [
          ...records.heartRates.subarray(0, records.length),
        ])
      : format === 'gpx'
        ? gpxTracks(realText(file)).tracks.flatMap(({ track }) => track.bpm)
        : tcxActivities(realText(file)).activities.flatMap(({ track }) => track.bpm);
  return samples.filter((bpm) => bpm > 0 && bpm !== UNKNOWN_U8);
}

describe.skipIf(!hasRealRecordings)('readActivityFile on real recordings', () => {
  const recordings = realRecordings();
  const activityFiles = recordings.filter((r) => r.format !== 'json' && !REFUSED.includes(r.file));

  test('every file is read or refused with a reason', () => {
    const refused = recordings.flatMap(({ file }) => {
      const result = read(file);
      if (!(result instanceof UnreadableFileError)) return [];
      expect(result.reason.length, file).toBeGreaterThan(10);
      return [file];
    });
    const json = recordings.filter((r) => r.format === 'json').map((r) => r.file);
    expect(refused.toSorted()).toEqual([...REFUSED, ...json].toSorted());
  });

  test.for(activityFiles)('$file agrees with what others decoded', (recording) => {
    const activities = activitiesOf(recording.file);
    const [first] = activities;
    const { hr_samples = 0, avg_hr_records: average, max_hr: highest } = recording;
    if (recording.start) {
      const startedAt = Date.parse(first?.facts.startedAt ?? '');
      expect(Math.abs(startedAt - Date.parse(recording.start))).toBeLessThanOrEqual(1000);
    }
    const histograms = activities.map(histogramOf).filter((h) => h !== null);
    const seconds = sum(histograms.flatMap((h) => h.seconds));
    if (hr_samples === 0 && recording.records !== 0) {
      expect(histograms).toEqual([]);
    } else if (average) {
      const beats = sum(histograms.map((h) => sum(h.seconds.map((s, i) => s * (h.firstBpm + i)))));
      // Where samples are a second apart their number is the time; smart recording weighs by time.
      const isEven = Math.abs(seconds / hr_samples - 1) < 0.01;
      expect(Math.abs(beats / seconds - average)).toBeLessThan(isEven ? 0.1 : 5);
      expect(Math.max(...activities.map((a) => a.facts.heartRate?.maxBpm ?? 0))).toBe(highest);
    }
    const sessions = recording.device_sessions ?? [];
    if (sessions.length !== activities.length) return;
    activities.forEach(({ facts }, i) => {
      expect(facts.movingTimeS).toBe(sessions[i]?.timer);
      expect(facts.elapsedTimeS).toBe(sessions[i]?.elapsed);
      if (sessions[i]?.dist !== undefined) expect(facts.distanceM).toBe(sessions[i].dist);
    });
  });

  // The manifest's decoder cannot read compressed times, nor the damaged second half of one.
  const sampled = activityFiles.filter(({ hr_samples = 0 }) => hr_samples > 0);
  test.for(sampled)('every heart-rate sample of $file is found', (recording) => {
    const samples = samplesOf(recording);
    expect(samples).toHaveLength(recording.hr_samples ?? 0);
    expect(sum(samples) / samples.length).toBeCloseTo(recording.avg_hr_records ?? 0, 2);
    expect([Math.min(...samples), Math.max(...samples)]).toEqual([
      recording.min_hr,
      recording.max_hr,
    ]);
  });

  test('mean and maximum heart rate are those the device itself shows', () => {
    const shown: [file: string, mean: number, highest: number][] = [
      ['garmin-edge-500-activity.fit', 162, 189],
      ['2019-02-17-062644-ELEMNT-297E-195-0.fit', 124, 170],
      ['sample-activity-indoor-trainer.fit', 148, 176],
      ['Edge810-Vector-2013-08-16-15-35-10.fit', 154, 176],
    ];
    for (const [file, mean, highest] of shown) {
      const heartRate = activitiesOf(`fit-fitparse/${file}`)[0]?.facts.heartRate;
      expect(Math.abs((heartRate?.avgBpm ?? 0) - mean), file).toBeLessThan(1);
      expect(heartRate?.maxBpm, file).toBe(highest);
    }
  });

  test('compressed times agree with the dump of another program', () => {
    const file = 'fit-fitparse/compressed-speed-distance';
    const { records } = decodeFit(realBytes(`${file}.fit`)).recordings[0] ?? {};
    const dump = realText(`${file}-records.csv`).trim().split('\n').slice(1);
    const samples = Array.from({ length: records?.length ?? 0 }, (_, i) => [
      records?.times[i],
      records?.heartRates[i],
    ]);
    // The dump leaves out the first record, which has no heart rate.
    const dumped = dump.map((line) => line.split(',').slice(0, 2).map(Number));
    expect(samples.slice(1)).toEqual(dumped);
    const { movingTimeS, heartRate: facts } = activitiesOf(`${file}.fit`)[0]?.facts ?? {};
    expect(movingTimeS).toBe(3772.75);
    expect(Math.abs((facts?.avgBpm ?? 0) - 170)).toBeLessThan(1);
  });

  test('a device whose clock was not set is read, with a word of caution', () => {
    const [run] = activitiesOf('fit-fitparse/antfs-dump.63.fit');
    expect(run?.caution).toMatch(/clock of the device was not set/);
    expect(Math.abs((run?.facts.heartRate?.avgBpm ?? 0) - 162)).toBeLessThan(1);
  });

  test('several sessions in one file are several activities', () => {
    const sports = (file: string) => activitiesOf(file).map(({ facts }) => facts.sport);
    expect(sports('fit-sweatpy/6471559601_ACTIVITY.fit')).toEqual(['Run', 'Transition', 'Rowing']);
    expect(sports('fit-fitparse/sample_mulitple_header.fit')).toEqual([
      'OpenWaterSwim',
      'Transition',
      'Ride',
      'Transition',
      'Run',
    ]);
    expect(sports('fit-fitparse/activity-large-fenxi2-multisport.fit')).toHaveLength(7);
  });

  test('the same ride as FIT, TCX and GPX gives the same TRIMP within 0.5 %', () => {
    const rides = [
      ['4078723797.fit', '4078723797_strava.gpx'],
      [
        '4801048867.fit',
        '4801048867_strava.gpx',
        'activity_4801048867.gpx',
        'activity_4801048867.tcx',
      ],
      ['2020-06-01-16-52-40.fit', 'activity_5039744860.gpx', 'activity_5039744860.tcx'],
    ];
    for (const [fit = '', ...others] of rides) {
      const expected = trimpOf(`fit-sweatpy/${fit}`);
      expect(expected).toBeGreaterThan(0);
      for (const other of others) {
        const ratio = trimpOf(`fit-sweatpy/${other}`) / expected;
        expect(Math.abs(ratio - 1), other).toBeLessThan(0.005);
      }
    }
  });

  test('laps that leave out a stop of 399 s are the moving time', () => {
    const [run] = activitiesOf('fit-sweatpy/3173437224.tcx');
    expect(run?.facts.movingTimeS).toBe(3510);
    expect(run?.facts.distanceM).toBeCloseTo(4508.5, 1);
  });

  test('the day is the one on the wall where the run began', () => {
    const [run] = activitiesOf('strava-api-dblock/17611540601.tcx');
    expect(run?.facts.startedAt).toBe('2022-12-05T00:14:28.000Z');
    expect(run?.facts.localDay).toBe('2022-12-04');
  });

  test('an intact recording before a damaged part is read, and says so', () => {
    for (const file of ['activity-activity-filecrc', 'activity-settings-corruptheader']) {
      const activities = activitiesOf(`fit-fitparse/${file}.fit`);
      expect(activities).toHaveLength(1);
      expect(activities[0]?.caution).toMatch(/only the first part of the file could be read/);
    }
  });
});
