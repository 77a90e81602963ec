const LEASE_MS = 7 * 86_400_000;

/** Until when what Strava said at an instant may be kept. */
export function leaseFrom(askedAt: string): string {
  return new Date(Date.parse(askedAt) + LEASE_MS).toISOString();
}
