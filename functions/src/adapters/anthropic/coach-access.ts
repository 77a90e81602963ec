import type { CoachConfiguration } from '../../coach-configuration.ts';
import type { CoachAccess } from '../../ports/coach.ts';
import type { Log } from '../../ports/log.ts';
import { anthropicWriter } from './anthropic-writer.ts';

/** The language model and the operator's rules for asking it. */
export function coachAccess(configuration: CoachConfiguration, log: Log): CoachAccess {
  return {
    writer: anthropicWriter(configuration, log),
    mayUseStravaData: configuration.mayUseStravaData,
    dailyTokens: configuration.dailyTokens,
  };
}
