import type { InboxWork } from '@training-monkey/training';
import { deleteAccount } from '../account/delete-account.ts';
import { fetchStreams } from '../strava/fetch-streams.ts';
import { ingestEvent } from '../strava/ingest-event.ts';
import { listActivities } from '../strava/list-activities.ts';
import { purgeStrava } from '../strava/purge-strava.ts';
import { rescore } from './rescore.ts';
import type { WorkHandler } from './work-handler.ts';

/** Who does which kind of work. */
export const workHandlers: { [K in InboxWork['kind']]: WorkHandler<K> } = {
  rescore,
  'strava-event': ingestEvent,
  'strava-backfill': listActivities,
  'strava-streams': fetchStreams,
  'strava-purge': purgeStrava,
  'account-delete': deleteAccount,
};
