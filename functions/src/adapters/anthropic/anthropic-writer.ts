import Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { coachWordsField } from '@training-monkey/training';
import type { CoachConfiguration } from '../../coach-configuration.ts';
import type { CoachWriter, TokenUsage, WriterAnswer } from '../../ports/coach.ts';
import type { Log } from '../../ports/log.ts';
import { tokenPrice } from './token-price.ts';

const OVERLOADED: unknown[] = [429, 529, 503];

/** A model of the Claude API as the coach's writer. */
export function anthropicWriter(configuration: CoachConfiguration, log: Log): CoachWriter {
  const { model, effort, timeoutMs, mostOutputTokens } = configuration;
  const client = new Anthropic({
    apiKey: configuration.apiKey,
    // Left out, these would come from the environment of whoever runs this.
    authToken: null,
    baseURL: configuration.baseUrl,
    timeout: timeoutMs,
    maxRetries: configuration.retries,
    openTelemetry: false,
    logLevel: 'off',
  });
  const { type, schema } = zodOutputFormat(coachWordsField);
  return {
    model,
    mostOutputTokens,
    costUsd: (usage) => tokenPrice(model, usage),
    write: async (fixed, turns) => {
      // One limit for all attempts: the SDK waits as long as a server asks it to.
      const limit = timeLimit(timeoutMs);
      try {
        const message = await Promise.race([
          limit.passed,
          client.messages.create(
            {
              model,
              max_tokens: mostOutputTokens,
              system: [{ type: 'text', text: fixed, cache_control: { type: 'ephemeral' } }],
              messages: turns.map(({ role, text }) => ({ role, content: text })),
              output_config: { format: { type, schema }, ...(effort && { effort }) },
            },
            { signal: limit.signal },
          ),
        ]);
        return answerFrom(message);
      } catch (error) {
        return failureFrom(error, limit.signal.aborted, log);
      } finally {
        limit.end();
      }
    },
  };
}

function timeLimit(ms: number) {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const passed = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort();
      reject(new Error('time is up'));
    }, ms);
  });
  return { signal: controller.signal, passed, end: () => clearTimeout(timer) };
}

function usageFrom(usage: Anthropic.Usage): TokenUsage {
  return {
    inputTokens: usage.input_tokens,
    cacheReadTokens: usage.cache_read_input_tokens ?? 0,
    cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
    outputTokens: usage.output_tokens,
  };
}

function answerFrom(message: Anthropic.Message): WriterAnswer {
  const text = message.content
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('');
  const usage = usageFrom(message.usage);
  switch (message.stop_reason) {
    case 'end_turn':
    case 'stop_sequence':
      return { outcome: 'text', text, usage };
    case 'refusal':
      return { outcome: 'refused', text, usage };
    case 'max_tokens':
    case 'model_context_window_exceeded':
    case 'pause_turn':
    case 'tool_use':
    case null:
      return { outcome: 'truncated', text, usage };
  }
}

function failureFrom(error: unknown, isTimeUp: boolean, log: Log): WriterAnswer {
  if (isTimeUp || error instanceof Anthropic.APIConnectionTimeoutError) {
    return { outcome: 'timed-out', usage: null };
  }
  const status = error instanceof Anthropic.APIError ? (error.status as unknown) : undefined;
  if (OVERLOADED.includes(status)) return { outcome: 'overloaded', usage: null };
  // The message of an API error repeats what the server said, never the key or the request.
  log('ERROR', 'the language model cannot be asked', {
    status: typeof status === 'number' ? status : null,
    reason: error instanceof Error ? error.message.slice(0, 300) : 'unknown',
  });
  return { outcome: 'failed', usage: null };
}
