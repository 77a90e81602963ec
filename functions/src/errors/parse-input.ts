import { refusalFrom } from '@training-monkey/training';
import type { z } from 'zod';
import { ServiceError } from './service-error.ts';

/** Parses what a caller sent. @throws ServiceError `invalid-input` that names the first wrong field */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const refusal = refusalFrom(parsed.error);
  const field = refusal.field || 'body';
  throw new ServiceError('invalid-input', `${field}: ${refusal.message}`, { field });
}
