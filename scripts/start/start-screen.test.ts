import { describe, expect, test } from 'vitest';
import { startScreen, type StartFacts } from './start-screen.ts';

const facts: StartFacts = {
  address: 'http://localhost:4600',
  dataDir: '.data',
  demo: { email: 'robin@demo.example', password: 'monkey-business' },
  strava: { kind: 'sandbox', address: 'http://localhost:4604' },
  parts: [
    { name: 'Firestore', address: '127.0.0.1:4601' },
    { name: 'Strava sandbox', address: '127.0.0.1:4604' },
  ],
  schedule: [{ name: 'recompute-metrics', cron: '1 * * * *' }],
  seconds: 6.54,
};

describe('startScreen', () => {
  test('says where, who, what, what is kept and how to stop', () => {
    const screen = startScreen(facts);
    expect(screen).toContain('running: http://localhost:4600');
    expect(screen).toMatch(/robin@demo\.example +· +monkey-business/);
    expect(screen).toContain('http://localhost:4600/signup');
    expect(screen).toContain('Firestore       127.0.0.1:4601');
    expect(screen).toMatch(/Clock +1 \* \* \* \* +recompute-metrics/);
    expect(screen).toContain('Kept in .data');
    expect(screen).toContain('Ready after 6.5 s. Stop with Ctrl-C.');
    expect(screen.split('\n').length).toBeLessThan(25);
  });

  test('without a sandbox it offers no demo athlete', () => {
    const screen = startScreen({ ...facts, demo: null, strava: null });
    expect(screen).not.toContain('monkey-business');
    expect(screen).toContain('off; import files instead');
  });

  test('with one’s own Strava application it says that Strava is the real one', () => {
    const screen = startScreen({ ...facts, demo: null, strava: { kind: 'real' } });
    expect(screen).toContain('the real one, asked every quarter of an hour');
  });
});
