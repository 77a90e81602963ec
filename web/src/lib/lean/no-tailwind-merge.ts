/**
 * Stands in for `tailwind-merge`, 9 KB that LayerChart carries to settle which Tailwind class wins;
 * without Tailwind the classes are simply joined.
 */
export const extendTailwindMerge =
  () =>
  (...classes: string[]): string =>
    classes.filter(Boolean).join(' ');
