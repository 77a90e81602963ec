import type { StravaLink } from '@training-monkey/training';

/** Whether Strava can be asked in the athlete's name; an inactive application may recover. */
export function isAlive(link: StravaLink | null): link is StravaLink {
  return link?.status === 'connected' || link?.status === 'application-inactive';
}
