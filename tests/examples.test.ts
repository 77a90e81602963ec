import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import * as training from '@training-monkey/training';

/** An `@example` of a documentation comment: a call and what stands behind its `//`. */
interface Example {
  file: string;
  call: string;
  result: string;
}

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const EXAMPLE = /@example\s((?:(?!\*\/|@\w|\n\s*\*\s*\n)[^])*)/g;

async function examples(): Promise<Example[]> {
  const found: Example[] = [];
  for await (const file of glob(['training/src/**/*.ts', 'files/src/**/*.ts'], { cwd: ROOT })) {
    for (const [, text = ''] of readFileSync(`${ROOT}/${file}`, 'utf8').matchAll(EXAMPLE)) {
      const [call = '', result = ''] = text.replaceAll(/\n\s*\*/g, ' ').split(' // ');
      found.push({ file, call: call.trim(), result: result.trim() });
    }
  }
  return found;
}

/** The decimals printed bound what may differ: 6.857 stands for anything that rounds to it. */
function expectSame(actual: unknown, printed: unknown): void {
  if (typeof printed === 'number') {
    const decimals = String(printed).split('.')[1]?.length ?? 9;
    expect(actual).toBeTypeOf('number');
    expect(Math.abs((actual as number) - printed)).toBeLessThan(0.5001 * 10 ** -decimals);
  } else if (typeof printed === 'object' && printed !== null) {
    const [values, expected] = [actual as object, printed].map((value) => Object.entries(value));
    expect(values?.map(([key]) => key)).toEqual(expected?.map(([key]) => key));
    expected?.forEach(([, value], i) => expectSame(values?.[i]?.[1], value));
  } else expect(actual).toBe(printed);
}

const all = await examples();

describe('every example in the documentation of training and files', () => {
  test('is found', () => {
    expect(all.length).toBeGreaterThan(50);
  });

  test.each(all)('holds: $file $call', async ({ file, call, result }) => {
    const own = (await import(`${ROOT}/${file}`)) as Record<string, unknown>;
    const scope = { Map, Array, ...training, ...own };
    expectSame(runInNewContext(`(${call})`, scope), runInNewContext(`(${result})`));
  });
});
