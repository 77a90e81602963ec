export interface StartFacts {
  address: string;
  dataDir: string;
  demo: { email: string; password: string } | null;
  strava: { kind: 'sandbox'; address: string } | { kind: 'real' } | null;
  parts: { name: string; address: string }[];
  schedule: { name: string; cron: string }[];
  seconds: number;
}

/** The one screen that `npm start` ends in: where to go, who to be, what runs, how to stop. */
export function startScreen(facts: StartFacts): string {
  const { address, demo, strava, parts, schedule } = facts;
  const width = Math.max(...parts.map(({ name }) => name.length)) + 2;
  const lines = ['', `  Training Monkey is running: ${address}`, ''];
  if (demo) {
    lines.push(
      `  Look around      ${demo.email}  ·  ${demo.password}`,
      '                   three years of invented training, connected to the Strava sandbox',
    );
  }
  lines.push(`  Begin your own   ${address}/signup, then import files or connect Strava`, '');
  if (strava?.kind === 'sandbox') {
    lines.push(
      `  Strava sandbox   ${strava.address}  (a stand-in: add, edit and delete activities)`,
    );
  } else if (strava?.kind === 'real') {
    lines.push('  Strava           the real one, asked every quarter of an hour');
  } else {
    lines.push('  Strava           off; import files instead');
  }
  lines.push('', '  What runs, all on this machine alone:');
  for (const { name, address: at } of parts) lines.push(`    ${name.padEnd(width)}${at}`);
  const cronWidth = Math.max(0, ...schedule.map(({ cron }) => cron.length)) + 2;
  for (const { name, cron } of schedule) {
    lines.push(`    ${'Clock'.padEnd(width)}${cron.padEnd(cronWidth)}${name}`);
  }
  lines.push(
    '',
    `  Kept in ${facts.dataDir}, logs included. npm start -- --fresh begins anew.`,
    `  Ready after ${facts.seconds.toFixed(1)} s. Stop with Ctrl-C.`,
    '',
  );
  return lines.join('\n');
}
