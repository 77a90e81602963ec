/**
 * Stands in for `d3-format` and `d3-time-format`, 14 KB that scales carry to write the ticks of an
 * axis; the axes here are written in the athlete's own units and language.
 */
function noFormats(): never {
  throw new Error('noFormats requires formats of ticks to be built in, got a use');
}
export { noFormats as format, noFormats as formatPrefix, noFormats as formatSpecifier };
export { noFormats as precisionFixed, noFormats as precisionPrefix, noFormats as precisionRound };
export { noFormats as timeParse };
/** Scales of time name these as they are made. */
export const timeFormat = () => noFormats;
export const utcFormat = () => noFormats;
