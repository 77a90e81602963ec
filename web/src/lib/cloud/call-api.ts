import { z } from 'zod';
import type { Cloud } from './cloud.ts';

const refusal = z.object({
  error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }),
});

/** What the API refused and why, in words for the athlete. */
class ApiError extends Error {
  readonly code: string;
  readonly field: string | null;

  constructor(code: string, message: string, field: string | null = null) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.field = field;
  }
}

/**
 * Calls `/api` as the signed-in athlete and parses the answer.
 * @throws ApiError also when the network fails
 */
export async function callApi<T>(
  cloud: Cloud,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  answer: z.ZodType<T>,
  body?: unknown,
): Promise<T> {
  const response = await send(cloud, method, path, body);
  if (response.status === 204) return answer.parse(null);
  const content: unknown = await response.json().catch(() => null);
  if (response.ok) return answer.parse(content);
  const refused = refusal.safeParse(content);
  if (!refused.success) throw new ApiError('internal', 'The server failed. Please try again.');
  const { code, message, field } = refused.data.error;
  throw new ApiError(code, message, field ?? null);
}

async function send(cloud: Cloud, method: string, path: string, body: unknown): Promise<Response> {
  const user = cloud.auth.currentUser;
  if (user === null) throw new ApiError('unauthenticated', 'You have been signed out.');
  try {
    return await fetch(path, {
      method,
      headers: {
        Authorization: `Bearer ${await user.getIdToken()}`,
        'Content-Type': 'application/json',
        'X-Time-Zone': new Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError('offline', 'The server cannot be reached. Check the network.');
  }
}
