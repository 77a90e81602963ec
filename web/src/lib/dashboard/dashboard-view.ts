import {
  dailyMetrics,
  dayOrdinal,
  dayTotals,
  RISK_STYLE_LIMITS,
  thresholdSetFor,
  type AthleteSettings,
  type DailyMetrics,
  type DayTotals,
  type Ledger,
  type LocalDay,
  type RiskLimits,
} from '@training-monkey/training';
import { barSpans, barWidth, type BarSpan, type BarWidth } from './bar-spans.ts';
import { rangeStart, type DayRange } from './day-range.ts';
import { divergenceRibbon, placedRows, type RibbonPoint } from './divergence-ribbon.ts';

/** Everything the charts of one range draw from. */
export interface ChartView {
  from: LocalDay;
  to: LocalDay;
  first: number;
  last: number;
  limits: RiskLimits;
  /** From the first training day or the start of the range on, whichever is later, to `to`. */
  days: DailyMetrics[];
  totals: DayTotals;
  ribbon: RibbonPoint[];
  barWidth: BarWidth;
  spans: BarSpan[];
}

export interface TrainingAtHand {
  settings: AthleteSettings;
  ledgers: readonly Ledger[];
  firstDay: LocalDay | null;
}

export function chartView(
  { settings, ledgers, firstDay }: TrainingAtHand,
  today: LocalDay,
  range: DayRange,
): ChartView {
  const from = rangeStart(range, today, firstDay);
  const first = dayOrdinal(from);
  const last = dayOrdinal(today);
  const days = dailyMetrics({ ledgers, firstDay }, settings, { from, to: today });
  const width = barWidth(last - first + 1);
  return {
    from,
    to: today,
    first,
    last,
    limits: RISK_STYLE_LIMITS[settings.riskStyle],
    days,
    totals: dayTotals(ledgers, from, today),
    ribbon: divergenceRibbon(
      placedRows(ledgers),
      Math.max(first, last - days.length + 1),
      last,
      thresholdSetFor(settings.thresholds, today).gender,
    ),
    barWidth: width,
    spans: barSpans(first, last, width),
  };
}

/** The metrics of a day of the view; undefined before the first session. */
export function dayAt(view: ChartView, ordinal: number): DailyMetrics | undefined {
  return view.days[ordinal - (view.last - view.days.length + 1)];
}
