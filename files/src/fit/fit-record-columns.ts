import type { FitRecords } from './fit-recording.ts';

/** Columns that grow as records are found; doubling keeps the copying below the reading. */
export class FitRecordColumns implements FitRecords {
  length = 0;
  times: Uint32Array;
  heartRates: Uint8Array;
  distancesCm: Uint32Array;

  constructor(capacity: number) {
    this.times = new Uint32Array(capacity);
    this.heartRates = new Uint8Array(capacity);
    this.distancesCm = new Uint32Array(capacity);
  }

  add(time: number, heartRate: number, distanceCm: number): void {
    const i = this.length;
    if (i === this.times.length) this.#grow();
    this.times[i] = time;
    this.heartRates[i] = heartRate;
    this.distancesCm[i] = distanceCm;
    this.length = i + 1;
  }

  #grow(): void {
    const capacity = Math.max(256, this.times.length * 2);
    const times = new Uint32Array(capacity);
    times.set(this.times);
    const heartRates = new Uint8Array(capacity);
    heartRates.set(this.heartRates);
    const distancesCm = new Uint32Array(capacity);
    distancesCm.set(this.distancesCm);
    this.times = times;
    this.heartRates = heartRates;
    this.distancesCm = distancesCm;
  }
}
