/** How an attempt to connect ended; the web app says it in words of its own. */
export const CONNECT_OUTCOMES = {
  connected: 'Strava is connected. Your history is on its way.',
  'connected-partly':
    'Strava is connected, but without the activities that only you can see. Connect again and tick that box to include them.',
  refused: 'You did not allow access, so nothing was connected.',
  'missing-scope':
    'Access to your activities was not ticked. Connect again and leave the box for activities ticked.',
  'invalid-state': 'This attempt to connect is no longer valid. Please start again.',
  'already-linked':
    'This Strava account is connected to another athlete here. Disconnect it there first.',
  'other-account':
    'You are connected to another Strava account. Disconnect that one first, then connect again.',
  'still-deleting':
    'What came from your earlier connection is still being removed. Please try again in a minute.',
  'over-capacity': 'This installation may not connect more athletes to Strava. Tell its operator.',
  failed: 'Strava did not complete the connection. Please try again.',
} as const;

export type ConnectOutcome = keyof typeof CONNECT_OUTCOMES;
