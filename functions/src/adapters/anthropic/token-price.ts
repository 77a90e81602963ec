import type { TokenUsage } from '../../ports/coach.ts';

/** Dollars a million tokens, as Anthropic listed them in November 2026 for short requests. */
const PRICES: Record<string, Record<keyof TokenUsage, number>> = {
  'claude-haiku-5-5': {
    inputTokens: 0.1,
    cacheReadTokens: 0.01,
    cacheWriteTokens: 0.125,
    outputTokens: 0.5,
  },
};

/** Dollars for a usage; null for a model whose price is not written down here. */
export function tokenPrice(model: string, usage: TokenUsage): number | null {
  const price = PRICES[model];
  if (price === undefined) return null;
  const dollars =
    usage.inputTokens * price.inputTokens +
    usage.cacheReadTokens * price.cacheReadTokens +
    usage.cacheWriteTokens * price.cacheWriteTokens +
    usage.outputTokens * price.outputTokens;
  return dollars / 1_000_000;
}
