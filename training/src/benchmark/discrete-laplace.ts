/**
 * A whole number k that is drawn with probability proportional to e^(−ε|k|): noise that hides one
 * athlete in a count.
 *
 * With α = e^(−ε) the chance of at most k is α^(−k) ÷ (1 + α) below 0 and 1 − α^(k+1) ÷ (1 + α) from
 * 0 on; the number is the smallest one whose chance reaches `chance`. Whole numbers leave no digits
 * behind the point that could tell what the noise was added to.
 *
 * Source: Ghosh, Roughgarden & Sundararajan 2009, the geometric mechanism; Dwork & Roth 2014, ch. 3.
 *
 * With ε = ln 2 it is at most 0 with chance 2/3 and at most 1 with chance 5/6.
 *
 * @param epsilon privacy loss for a count that one athlete changes by at most one
 * @param chance even between 0 and 1, both left out
 * @throws RangeError if epsilon is not positive or the chance lies outside
 * @example discreteLaplace(Math.log(2), 0.7) // 1
 */
export function discreteLaplace(epsilon: number, chance: number): number {
  if (!(epsilon > 0)) {
    throw new RangeError(`discreteLaplace requires a positive epsilon, got ${epsilon}`);
  }
  if (!(chance > 0 && chance < 1)) {
    throw new RangeError(`discreteLaplace requires a chance between 0 and 1, got ${chance}`);
  }
  const alpha = Math.exp(-epsilon);
  const powersIn = (share: number) => Math.log(share * (1 + alpha)) / -epsilon;
  const isBelow = chance <= alpha / (1 + alpha);
  const drawn = isBelow ? -Math.floor(powersIn(chance)) : Math.ceil(powersIn(1 - chance)) - 1;
  // Without the sign of −0.
  return drawn + 0;
}
