import type { ZipEntry } from '@training-monkey/files';
import { z } from 'zod';
import { callApi } from '../cloud/call-api.ts';
import type { Cloud } from '../cloud/cloud.ts';

/** Scores rest on settings, and annotations on activities, so the order matters. */
const PARTS = ['settings', 'activities', 'annotations', 'journal', 'coachFeedback'] as const;
const LINES_A_CALL = 100;

const line = z.strictObject({ id: z.string(), document: z.unknown() });
const answer = z.object({ restored: z.number(), passedOver: z.number() });
export type RestoreCounts = z.infer<typeof answer>;

/**
 * Hands a download back to the server, part by part. Repeating it changes nothing.
 * @throws Error whose message may be shown
 */
export async function restoreMyData(
  cloud: Cloud,
  file: Blob,
  onLines: (done: number) => void,
): Promise<RestoreCounts> {
  // The readers of files are heavy, and hardly any visit to the settings needs them.
  const { randomAccessFromBlob, zipEntries } = await import('@training-monkey/files');
  const entries = new Map<string, ZipEntry>();
  for (const entry of await zipEntries(randomAccessFromBlob(file))) entries.set(entry.path, entry);
  if (!entries.has('activities.jsonl')) {
    throw new Error(
      'This is not a download of Training Monkey: activities.jsonl is missing in it.',
    );
  }
  const counts: RestoreCounts = { restored: 0, passedOver: 0 };
  let done = 0;
  for (const part of PARTS) {
    const lines = await linesOf(entries.get(`${part}.jsonl`));
    for (let i = 0; i < lines.length; i += LINES_A_CALL) {
      const body = { part, lines: lines.slice(i, i + LINES_A_CALL) };
      const { restored, passedOver } = await callApi(
        cloud,
        'POST',
        '/api/my-data:restore',
        answer,
        body,
      );
      counts.restored += restored;
      counts.passedOver += passedOver;
      done += body.lines.length;
      onLines(done);
    }
  }
  return counts;
}

async function linesOf(entry: ZipEntry | undefined): Promise<z.infer<typeof line>[]> {
  if (entry === undefined) return [];
  const text = new TextDecoder().decode(await entry.bytes());
  const lines = text.split('\n').filter(Boolean);
  return lines.map((json) => line.parse(JSON.parse(json)));
}
