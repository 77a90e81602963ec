import type { z } from 'zod';

/** Why a document was refused: the field, as a path such as `thresholds.0.maxHr`, and the reason. */
export interface Refusal {
  field: string;
  message: string;
}

/**
 * The first reason for which a schema refused a value, fit to be shown to a person.
 * The field is empty when the value as a whole is wrong.
 */
export function refusalFrom(error: z.ZodError): Refusal {
  const issue = error.issues[0];
  if (issue === undefined) return { field: '', message: 'is not valid' };
  const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]] : issue.path;
  const message =
    issue.code === 'unrecognized_keys' ? 'must be left out: no such field is known' : issue.message;
  return { field: path.map(String).join('.'), message };
}
