import type { UnifiedMetrics } from '@training-monkey/training';
import type { Analysis } from './analysis.ts';
import { verdictSentence } from './verdict-sentence.ts';

const MOST_SESSIONS = 20;
const METRES_A_MILE = 1609.344;

const number = (value: number | null, digits: number) =>
  value === null ? '–' : value.toFixed(digits).replace(/^-(0(?:\.0+)?)$/, '$1');
const signed = (value: number | null) =>
  value === null ? '–' : `${value > 0 ? '+' : ''}${number(value, 3)}`;
const percent = (value: number | null) => (value === null ? '–' : `${Math.round(value * 100)} %`);

function clock(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** The analysis for a person to read. */
export function report(result: Analysis): string {
  const { activities, latest, skipped, timing } = result;
  const parts = [
    ...(activities.length > 0 ? [sessions(result)] : []),
    week(latest),
    ratios(latest),
    divergence(latest),
    verdictSentence(latest),
    ...(latest.heartRatesConfirmed
      ? []
      : ['These numbers rest on assumed heart rates: say yours with --resting-hr and --max-hr.']),
    ...(skipped.length > 0 ? [notRead(skipped)] : []),
    `${timing.files} ${timing.files === 1 ? 'file' : 'files'} in ${number(timing.seconds, 1)} s, formulas version ${result.formulaVersion}. No medical advice.`,
  ];
  return parts.join('\n\n');
}

function sessions({ activities }: Analysis): string {
  const shown = activities.slice(-MOST_SESSIONS);
  const rows = shown.map((a) => [
    a.localDay,
    a.sport,
    clock(a.movingTimeS),
    number(a.distanceM === null ? null : a.distanceM / METRES_A_MILE, 1),
    number(a.heartRate?.avgBpm ?? null, 0),
    number(a.trimp, 0) + (a.trimpMethod === 'average' ? '~' : ''),
    number(a.totalLoadMiles, 1),
    a.duplicateOf === null ? (a.caution ?? '') : `counted as ${a.duplicateOf}`,
  ]);
  const head = ['day', 'sport', 'h:mm', 'miles', 'bpm', 'TRIMP', 'load', ''];
  const title =
    activities.length > MOST_SESSIONS
      ? `Sessions (the last ${MOST_SESSIONS} of ${activities.length})`
      : `Sessions (${activities.length})`;
  const usesAverage = shown.some((a) => a.trimpMethod === 'average');
  const note = usesAverage ? '\n~ from the average heart rate, which reads a little low' : '';
  return `${title}\n${table([head, ...rows])}${note}`;
}

function week(m: UnifiedMetrics): string {
  return [
    `The week up to ${m.asOf}`,
    table([
      ['', 'this week', 'week before', 'per day, 7 days', 'per day, 28 days'],
      [
        'external load, miles',
        number(m.sevenDayLoad, 1),
        number(m.previousSevenDayLoad, 1),
        number(m.sevenDayAvgLoad, 2),
        number(m.twentyeightDayAvgLoad, 2),
      ],
      [
        'internal load, TRIMP',
        number(m.sevenDayTrimp, 0),
        number(m.previousSevenDayTrimp, 0),
        number(m.sevenDayAvgTrimp, 1),
        number(m.twentyeightDayAvgTrimp, 1),
      ],
    ]),
    `Sessions in 7 days: ${m.acuteActivityCount}, in 28: ${m.chronicActivityCount}; days since rest: ${number(m.daysSinceRest, 0)}`,
  ].join('\n');
}

function ratios(m: UnifiedMetrics): string {
  const band = (value: string | null) => (m.warmingUp ? 'warming up' : (value ?? '–'));
  return [
    'Ratios of 7 to 28 days',
    table([
      ['', 'ratio', 'band', 'uncoupled'],
      [
        'external',
        number(m.acuteChronicRatio, 2),
        band(m.externalBand),
        number(m.uncoupledAcuteChronicRatio, 2),
      ],
      [
        'internal',
        number(m.trimpAcuteChronicRatio, 2),
        band(m.internalBand),
        number(m.uncoupledTrimpAcuteChronicRatio, 2),
      ],
    ]),
    'What such ratios say about injury is contested; read them as a question, not as an answer.',
  ].join('\n');
}

function divergence(m: UnifiedMetrics): string {
  const between = `${signed(m.divergenceLow)} and ${signed(m.divergenceHigh)}`;
  return [
    `Divergence ${signed(m.normalizedDivergence)}, between ${between} whatever the missing heart rates were`,
    `Heart rate known for ${percent(m.coverageAcute)} of the training time of 7 days, ${percent(m.coverageChronic)} of 28`,
  ].join('\n');
}

function notRead(skipped: Analysis['skipped']): string {
  return [
    `Not read (${skipped.length})`,
    ...skipped.map(({ file, reason }) => `  ${file}: ${reason}`),
  ].join('\n');
}

function table(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows
    .map((row) => `  ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join('  ')}`.trimEnd())
    .join('\n');
}
