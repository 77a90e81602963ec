import { ServiceError } from '../../errors/service-error.ts';

const ANSWER_WITHIN_MS = 20_000;
/** A week at one sample a second is about 11 MB; more is not an activity. */
const LARGEST_ANSWER = 16_000_000;

export interface StravaResponse {
  status: number;
  headers: Headers;
  /** Null for an empty body, or one that is no JSON in an answer that is an error anyway. */
  body: unknown;
}

async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  if (response.body === null) return text;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > LARGEST_ANSWER) {
      throw new RangeError(`an answer of at most ${LARGEST_ANSWER} characters was expected`);
    }
  }
  return text + decoder.decode();
}

/** One request. @throws ServiceError `upstream-unavailable` without a whole answer in time */
export async function stravaRequest(url: string, init: RequestInit): Promise<StravaResponse> {
  try {
    const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
    const response = await fetch(url, { ...init, signal, redirect: 'error' });
    const text = await textOf(response);
    const { status, headers } = response;
    if (text === '') return { status, headers, body: null };
    try {
      return { status, headers, body: JSON.parse(text) };
    } catch (cause) {
      if (status >= 400) return { status, headers, body: null };
      throw cause;
    }
  } catch (cause) {
    throw new ServiceError('upstream-unavailable', 'Strava gave no whole answer.', { cause });
  }
}
