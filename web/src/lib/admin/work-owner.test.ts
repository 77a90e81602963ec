import { expect, test } from 'vitest';
import { workOwner } from './work-owner.ts';

const anna = {
  uid: 'a1',
  userId: 1,
  email: 'anna@example.org',
  isAdmin: false,
  createdAt: '2025-06-01T00:00:00.000Z',
  strava: null,
};
const strava = {
  athleteId: '501',
  status: 'connected' as const,
  connectedAt: '2025-06-01T00:00:00.000Z',
  lastSyncedAt: null,
  leaseUntil: '2025-06-08T00:00:00.000Z',
};
const bert = { ...anna, uid: 'b2', email: 'bert@example.org', strava };

test('work is named by its athlete’s e-mail, an event by that of its Strava athlete', () => {
  expect(workOwner({ uid: 'a1', stravaAthleteId: null }, [bert, anna])).toBe('anna@example.org');
  expect(workOwner({ uid: null, stravaAthleteId: '501' }, [anna, bert])).toBe('bert@example.org');
});

test('an athlete who is not there, or has no e-mail, is named by number', () => {
  expect(workOwner({ uid: 'gone', stravaAthleteId: null }, [anna])).toBe('Account gone');
  expect(workOwner({ uid: null, stravaAthleteId: '77' }, [anna])).toBe('Strava athlete 77');
  expect(workOwner({ uid: 'a1', stravaAthleteId: null }, [{ ...anna, email: null }])).toBe(
    'Account a1',
  );
});
