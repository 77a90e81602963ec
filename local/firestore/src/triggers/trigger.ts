import { invalid, StatusError } from '../status.ts';
import type { Change } from '../store/journal.ts';
import { pathSegments } from '../values/resource-name.ts';

const TYPE_PREFIX = 'google.cloud.firestore.document.v1.';
const KINDS = ['created', 'updated', 'deleted', 'written'] as const;
type Kind = (typeof KINDS)[number];

/** Asks for one CloudEvent, sent to a URL, for each change of a document that fits the pattern. */
export interface Trigger {
  readonly id: string;
  /** `google.cloud.firestore.document.v1.` and created, updated, deleted or written. */
  readonly eventType: string;
  /** Relative path such as `users/{uid}/activities/{id}`; `{rest=**}` stands for any more. */
  readonly document: string;
  readonly url: string;
  /** The functions emulator takes the body as base64, everything else as bytes. */
  readonly encoding: 'bytes' | 'base64';
}

export function checkTrigger(trigger: Trigger): Trigger {
  const kind = trigger.eventType.slice(TYPE_PREFIX.length);
  if (!trigger.eventType.startsWith(TYPE_PREFIX) || !KINDS.includes(kind as Kind)) {
    throw new StatusError('UNIMPLEMENTED', `Event type "${trigger.eventType}" is not supported.`);
  }
  if (!URL.canParse(trigger.url)) throw invalid(`Trigger url "${trigger.url}" is not a URL.`);
  if (trigger.id === '') throw invalid('A trigger needs an id.');
  if (trigger.document === '') throw invalid(`Trigger "${trigger.id}" has no document pattern.`);
  return trigger;
}

function kindOf({ before, after }: Change): Kind {
  if (!before) return 'created';
  return after ? 'updated' : 'deleted';
}

function matchesPattern(pattern: readonly string[], path: readonly string[]): boolean {
  for (const [i, part] of pattern.entries()) {
    if (/^\{[^}]*=\*\*\}$/.test(part)) return path.length > i;
    const segment = path[i];
    if (segment === undefined) return false;
    if (!/^\{[^}]*\}$/.test(part) && part !== segment) return false;
  }
  return pattern.length === path.length;
}

export function triggerMatches(trigger: Trigger, change: Change): boolean {
  const wanted = trigger.eventType.slice(TYPE_PREFIX.length);
  if (wanted !== 'written' && wanted !== kindOf(change)) return false;
  return matchesPattern(trigger.document.split('/'), pathSegments(change.name));
}
