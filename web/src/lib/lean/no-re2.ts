/**
 * Stands in for `re2js`, 45 KB that Firestore carries for pipeline queries alone; this app has none.
 */
export const RE2JS = {
  compile(pattern: string): never {
    throw new Error(`RE2JS.compile requires pipeline queries to be built in, got ${pattern}`);
  },
};
