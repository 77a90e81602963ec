import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  evidenceText,
  recommendationDocument,
  rulesWords,
  RULES_VERSION,
  type RecommendationDocument,
} from '@training-monkey/training';
import { coachAccess } from '../../adapters/anthropic/coach-access.ts';
import type { CoachConfiguration } from '../../coach-configuration.ts';
import {
  aTrainedAthlete,
  IN_BALANCE,
  NO_REST,
  runsBefore,
  TOO_MUCH,
} from '../../testing/a-trained-athlete.ts';
import { BAD_REPLIES } from '../../testing/bad-replies.ts';
import { memoryPorts, type MemoryPorts } from '../../testing/memory-ports.ts';
import { startMessagesApi, type MessagesApi } from '../../testing/messages-api.ts';
import { goodWords, todayIn } from '../../testing/model-replies.ts';
import { writeRecommendation } from './write-recommendation.ts';

const ATHLETES = { rest: NO_REST, reduce: TOO_MUCH, steady: IN_BALANCE };

let api: MessagesApi;
let ports: MemoryPorts;

function coachWith(changes: Partial<CoachConfiguration> = {}): MemoryPorts['coach'] {
  const configuration: CoachConfiguration = {
    apiKey: 'sk-not-a-key',
    baseUrl: api.baseUrl,
    model: 'claude-haiku-5-5',
    effort: 'low',
    timeoutMs: 60_000,
    retries: 0,
    mostOutputTokens: 2000,
    dailyTokens: 1_000_000_000,
    mayUseStravaData: false,
    ...changes,
  };
  return coachAccess(configuration, ports.log);
}

beforeAll(async () => {
  api = await startMessagesApi();
  ports = memoryPorts();
  for (const [uid, miles] of Object.entries(ATHLETES)) {
    await aTrainedAthlete(ports, uid, runsBefore(miles));
  }
});
afterAll(() => api.stop());

const recommend = (uid: string, coach = coachWith()) =>
  writeRecommendation({ ...ports, coach }, uid, { anew: true });

/** Every number in the words as stored, beside every number that the evidence shows. */
function numbersOutsideEvidence({ words, decision }: RecommendationDocument): string[] {
  const shown = decision.evidence.flatMap(({ id, value }) => [
    evidenceText(id, value, 'imperial'),
    evidenceText(id, Math.abs(value), 'imperial'),
  ]);
  const known = new Set([...shown.flatMap((text) => text.match(/[\d.]+/g) ?? []), '7', '28', '30']);
  const texts = [words.headline, ...words.sentences.map(({ text }) => text)];
  return texts
    .flatMap((text) => text.match(/\d+(?:\.\d+)?/g) ?? [])
    .filter((number) => !known.has(number));
}

describe('writeRecommendation through the real SDK', () => {
  test('the athletes of this suite are told to rest, to do less, and to go on', async () => {
    api.answer(() => ({ status: 500 }));
    const actions = await Promise.all(Object.keys(ATHLETES).map((uid) => recommend(uid)));
    expect(actions.map(({ decision }) => decision.action)).toEqual(['rest', 'reduce', 'steady']);
    expect(actions.map(({ decision }) => decision.floor)).toEqual(['rest', 'reduce', 'none']);
  });

  test('there are more than 60 bad replies', () => {
    expect(BAD_REPLIES.length).toBeGreaterThan(60);
    expect(new Set(BAD_REPLIES.map(({ name, on }) => `${on} ${name}`)).size).toBe(
      BAD_REPLIES.length,
    );
  });

  test.each(BAD_REPLIES)('a model that $name ($on) leaves the words to the rules', async (bad) => {
    api.answer((request) => bad.reply(todayIn(request)));
    const athletes = bad.on === 'any' ? (['rest', 'reduce', 'steady'] as const) : [bad.on];
    // Whatever answers at all has all the time that a busy machine needs.
    const coach = coachWith(bad.fallback === 'timed-out' ? { timeoutMs: 400 } : {});
    for (const uid of athletes) {
      const stored = await recommend(uid, coach);
      expect(recommendationDocument.parse(stored)).toEqual(stored);
      expect(stored.fallback).toBe(bad.fallback);
      expect(stored.modelVersion).toBe(RULES_VERSION);
      expect(stored.words).toEqual(rulesWords(stored.decision, 'imperial'));
      expect(stored.words.suggestion.action).toBe(uid);
      expect(numbersOutsideEvidence(stored)).toEqual([]);
    }
  });

  test.each(Object.keys(ATHLETES))('good words for %s are stored as they came', async (uid) => {
    api.answer((request) => ({ text: JSON.stringify(goodWords(todayIn(request))) }));
    const stored = await recommend(uid);
    expect(stored.fallback).toBeNull();
    expect(stored.modelVersion).toBe('claude-haiku-5-5');
    expect(stored.words).toEqual(goodWords(todayIn(api.requests.at(-1)!)));
    expect(numbersOutsideEvidence(stored)).toEqual([]);
  });

  test('what was wrong is named once, and the second answer counts', async () => {
    const before = api.requests.length;
    api.answer((request, index) => {
      const words = goodWords(todayIn(request));
      const isFirst = index === before;
      return { text: JSON.stringify(isFirst ? { ...words, headline: 'Rest for 9 days' } : words) };
    });
    const stored = await recommend('rest');
    expect(stored.fallback).toBeNull();
    expect(stored.usage.calls).toBe(2);
    const [first, second] = api.requests.slice(before);
    expect(second!.messages).toHaveLength(3);
    expect(second!.messages[0]).toEqual(first!.messages[0]);
    expect(second!.messages[2]!.content).toContain('“9 days” matches none');
  });

  test('an overloaded server is asked again by the SDK before the rules speak', async () => {
    const before = api.requests.length;
    api.answer((request, index) =>
      index === before
        ? { status: 529, headers: { 'retry-after': '0' } }
        : { text: JSON.stringify(goodWords(todayIn(request))) },
    );
    const stored = await recommend('steady', coachWith({ retries: 1 }));
    expect(stored.fallback).toBeNull();
    expect(api.requests.length - before).toBe(2);
  });

  test('the request asks for JSON of the given shape, within its cap', async () => {
    api.answer((request) => ({ text: JSON.stringify(goodWords(todayIn(request))) }));
    await recommend('steady');
    const request = api.requests.at(-1)!;
    expect(request.model).toBe('claude-haiku-5-5');
    expect(request.max_tokens).toBe(2000);
    expect(request.output_config.effort).toBe('low');
    expect(request.output_config.format).toMatchObject({
      type: 'json_schema',
      schema: { type: 'object', required: ['headline', 'sentences', 'suggestion'] },
    });
  });

  test('the fixed part is a cache hit from the second call on, whoever it is about', async () => {
    const fresh = await startMessagesApi();
    fresh.answer((request) => ({ text: JSON.stringify(goodWords(todayIn(request))) }));
    const coach = coachWith({ baseUrl: fresh.baseUrl });
    const first = await recommend('rest', coach);
    const second = await recommend('steady', coach);
    await fresh.stop();
    const [one, two] = fresh.requests;
    expect(one!.system).toEqual(two!.system);
    expect(one!.system.at(-1)!.cache_control).toEqual({ type: 'ephemeral' });
    expect(first.usage.cacheReadTokens).toBe(0);
    expect(first.usage.cacheWriteTokens).toBeGreaterThan(1500);
    expect(second.usage.cacheReadTokens).toBeGreaterThan(1500);
    expect(second.usage.cacheWriteTokens).toBe(0);
    expect(second.usage.inputTokens).toBeLessThan(1500);
    expect(second.usage.costUsd).toBeGreaterThan(0);
    expect(second.usage.costUsd).toBeLessThan(first.usage.costUsd!);
  });

  test('a model without a known price costs an unknown sum, not nothing', async () => {
    api.answer((request) => ({ text: JSON.stringify(goodWords(todayIn(request))) }));
    const stored = await recommend('steady', coachWith({ model: 'some-model' }));
    expect(stored.usage.costUsd).toBeNull();
    expect(stored.modelVersion).toBe('some-model');
  });

  test('nothing is logged of keys, requests or answers', async () => {
    api.answer(() => ({ status: 401 }));
    await recommend('steady');
    const lines = JSON.stringify(ports.logged);
    expect(lines).toContain('the language model cannot be asked');
    expect(lines).not.toContain('sk-not-a-key');
    expect(lines).not.toContain('sevenDayLoad');
  });
});
