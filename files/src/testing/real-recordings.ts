import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/', import.meta.url));

/** One file as the recordings' own manifest describes it. */
export interface RealRecording {
  file: string;
  format: 'fit' | 'tcx' | 'gpx' | 'json';
  crc_ok?: boolean;
  records?: number;
  hr_samples?: number;
  avg_hr_records?: number | null;
  min_hr?: number | null;
  max_hr?: number | null;
  start?: string | null;
  device_sessions?:
    { avgHr?: number; maxHr?: number; timer?: number; elapsed?: number; dist?: number }[] | null;
}

/** Whether the recordings of real athletes, which are not part of this project, lie beside it. */
export const hasRealRecordings = existsSync(`${FOLDER}manifest.json`);
if (!hasRealRecordings) {
  console.error('Tests against real recordings are skipped: ../shared/data is not there.');
}

export const realRecordings = (): RealRecording[] =>
  hasRealRecordings
    ? (JSON.parse(readFileSync(`${FOLDER}manifest.json`, 'utf8')) as RealRecording[])
    : [];

export const realBytes = (file: string): Uint8Array => new Uint8Array(readFileSync(FOLDER + file));

export const realText = (file: string): string => readFileSync(FOLDER + file, 'utf8');
