import type { ActivityDocument } from '@training-monkey/training';

/** Whether every word of a search is in name, sport or day of an activity. */
export function activityMatches(activity: ActivityDocument, search: string): boolean {
  const text = `${activity.name} ${activity.type} ${activity.date}`.toLocaleLowerCase();
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
