import type { InboxWork } from '@training-monkey/training';
import { rescore } from './rescore.ts';
import type { WorkHandler } from './work-handler.ts';

/** Who does which kind of work. */
export const workHandlers: { [K in InboxWork['kind']]?: WorkHandler<K> } = {
  rescore,
};
