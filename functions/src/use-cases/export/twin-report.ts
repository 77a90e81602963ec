import type { TwinDifference } from '../../ports/relational-mirror.ts';

const NAMED = 20;

/** Which rows application and SQL twin disagree on, a line each, for the operator. */
export function twinReport(differences: TwinDifference[]): string {
  const lines = differences
    .slice(0, NAMED)
    .map(
      ({ userId, row, name, app, twin }) =>
        `user ${userId}, ${row}, ${name}: application ${app}, twin ${twin}`,
    );
  const rest = differences.length - lines.length;
  return [
    'Application and SQL twin disagree:',
    ...lines,
    ...(rest > 0 ? [`and ${rest} more`] : []),
  ].join('\n');
}
