/** Addresses the dashboard leads to; resolved by the route that shows it. */
export interface DashboardPlaces {
  settings: string;
  science: string;
  importing: string;
  /** Null where no coach listens. */
  coach: string | null;
  /** Null where single activities have no page. */
  activity: ((activityId: string) => string) | null;
}
