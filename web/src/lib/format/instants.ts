/** A moment in the reader's language and time zone, to the minute. */
export function instantText(instant: string): string {
  return new Date(instant).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}
