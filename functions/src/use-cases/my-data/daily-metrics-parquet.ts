import type { DailyMetrics } from '@training-monkey/training';
import { parquetWriteBuffer } from 'hyparquet-writer';

const TEXT: ReadonlySet<keyof DailyMetrics> = new Set(['day', 'externalBand', 'internalBand']);
const WHETHER: ReadonlySet<keyof DailyMetrics> = new Set(['warmingUp']);

/** Daily metrics as a Parquet file, a column a metric; null stays null. */
export function dailyMetricsParquet(columns: (keyof DailyMetrics)[], days: DailyMetrics[]) {
  const typeOf = (name: keyof DailyMetrics) =>
    TEXT.has(name)
      ? ('STRING' as const)
      : WHETHER.has(name)
        ? ('BOOLEAN' as const)
        : ('DOUBLE' as const);
  const columnData = columns.map((name) => ({
    name,
    data: days.map((day) => day[name]),
    type: typeOf(name),
    nullable: true,
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
