/** The highest plausible heart rate of a recording; null without any. Outside 25–250 is missing. */
export function highestBpm(bpm: ArrayLike<number>): number | null {
  let highest: number | null = null;
  for (let i = 0; i < bpm.length; i++) {
    const beats = bpm[i] ?? 0;
    if (beats >= 25 && beats <= 250 && (highest === null || beats > highest)) highest = beats;
  }
  return highest;
}
