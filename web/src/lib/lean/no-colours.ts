/**
 * Stands in for `d3-color`, 10 KB that scales carry to blend colours; the scales here map numbers.
 * A string that is no colour is what `color` answers null to.
 */
export function color(): null {
  return null;
}

function noColours(): never {
  throw new Error('noColours requires blends of colours to be built in, got a use');
}
export { noColours as cubehelix, noColours as hcl, noColours as hsl };
export { noColours as lab, noColours as rgb };
