import { describe, expect, test } from 'vitest';
import { startOptions } from './start-options.ts';

describe('startOptions', () => {
  test('by default keeps everything, runs the sandbox and talks', () => {
    expect(startOptions([])).toEqual({ fresh: false, quiet: false, help: false, sandbox: true });
  });

  test('takes each flag', () => {
    expect(startOptions(['--fresh', '--port', '5000', '--no-sandbox', '--quiet'])).toEqual({
      fresh: true,
      quiet: true,
      help: false,
      sandbox: false,
      port: 5000,
    });
  });

  test.each([
    ['an unknown flag', ['--frseh'], /--frseh/],
    ['a port that is none', ['--port', 'http'], /--port takes a number/],
    ['a port out of range', ['--port', '0'], /--port must be between/],
    ['a stray word', ['now'], /now/],
  ])('names %s', (_claim, args, message) => {
    expect(() => startOptions(args)).toThrow(RangeError);
    expect(() => startOptions(args)).toThrow(message);
  });
});
