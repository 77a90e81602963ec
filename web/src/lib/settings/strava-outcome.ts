export interface StravaOutcome {
  tone: 'done' | 'problem';
  message: string;
}

const MESSAGES: Record<string, string> = {
  'connected-partly':
    'Strava is connected, but sessions only you can see stay out. Connect again and tick that box to include them.',
  refused: 'You did not allow access, so nothing was connected.',
  'missing-scope':
    'Access to your activities was not ticked. Connect again and leave that box ticked.',
  'invalid-state': 'This attempt to connect is no longer valid. Please start again.',
  'already-linked':
    'This Strava account is connected to another athlete here. Disconnect it there first.',
  'other-account':
    'You are connected to another Strava account. Disconnect that one first, then connect again.',
  'still-deleting':
    'What came from your earlier connection is still being removed. Try again in a minute.',
  'over-capacity': 'No more athletes can be connected to Strava here. Tell the operator.',
};

/** How a visit to Strava ended, as the address says it; null without one. */
export function stravaOutcome(code: string | null): StravaOutcome | null {
  if (code === null) return null;
  if (code === 'connected') {
    return { tone: 'done', message: 'Strava is connected. Your history is on its way.' };
  }
  const message = MESSAGES[code] ?? 'Strava did not complete the connection. Please try again.';
  return { tone: 'problem', message };
}
