/** The README inside the zip. */
export function readme(madeAt: string): string {
  return `Everything Training Monkey knows about you, as of ${madeAt}.

README.txt             this page
profile.json           your account
settings.jsonl         heart-rate thresholds, choices and goal, a document a line
activities.jsonl       every session with its heart-rate histogram and what it weighs
annotations.jsonl      what you said about sessions
journal.jsonl          mornings and evenings
ledger.jsonl           what counts toward your loads, a calendar year a line
dashboard.jsonl        how you are, as last computed
recommendations.jsonl  what the coach said, and with which numbers
coachFeedback.jsonl    what you thought of it
plans.jsonl            your plan
budgets.jsonl          how often the coach was asked
activities.csv         the sessions once more, as a table
daily-metrics.csv      every day since your first session: loads, ratios, divergence
daily-metrics.parquet  the same for analysis programs

A line of a .jsonl file is {"id": ..., "document": {...}}. Distances are in miles, climbs in feet,
durations in minutes, time in zones in seconds; null means unknown, never zero.

To restore it, sign up and hand this zip to "Restore from a download" in the settings. What you said
and brought comes back as it was: settings, goal, sessions from files and by hand, what you said about
them, journal, and what you thought of the coach. What follows from it is computed anew: loads,
dashboard and the plan from today on.

What rests on data from Strava is left to Strava, as its terms want it: its sessions come back when you
connect Strava again; restore once more then, for what you said about them. Recommendations and past
weeks of the plan may rest on it too and stay in this zip.
`;
}
