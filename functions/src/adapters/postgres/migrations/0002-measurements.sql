-- What the three tables have no room for, and what the SQL twin computes from.

-- Heart-rate thresholds are dated: a set holds from its day until the next; the first one also
-- holds before it.
CREATE TABLE threshold_sets (
  user_id integer NOT NULL REFERENCES user_settings (id) ON DELETE CASCADE,
  valid_from date NOT NULL,
  resting_hr double precision NOT NULL,
  max_hr double precision NOT NULL,
  gender text NOT NULL CHECK (gender IN ('male', 'female', 'none')),
  zone_method text NOT NULL CHECK (zone_method IN ('reserve', 'max', 'custom')),
  -- Lower edges of the five zones, for 'custom' alone.
  zone_edges double precision[] CHECK ((zone_method = 'custom') = (zone_edges IS NOT NULL)),
  PRIMARY KEY (user_id, valid_from)
);

-- The rest of a recorded activity; rest days have no row here.
CREATE TABLE activity_details (
  activity_id bigint PRIMARY KEY REFERENCES activities (activity_id) ON DELETE CASCADE,
  user_id integer NOT NULL,
  -- The activity's id among the documents.
  document_id text NOT NULL,
  source text NOT NULL CHECK (source IN ('strava', 'file', 'manual')),
  started_at timestamptz NOT NULL,
  -- False while the athlete leaves it out; then it weighs nothing.
  counted boolean NOT NULL,
  -- Replaces elevation_gain_feet in the load.
  corrected_elevation_gain_feet double precision,
  -- Heart-rate histogram: histogram_seconds[1] at histogram_first_bpm, the next at one bpm more.
  histogram_first_bpm integer,
  histogram_seconds double precision[],
  -- As the application scored it, beside the columns of activities.
  coverage double precision,
  trimp_method text,
  trimp_average double precision,
  equivalent_miles double precision
);
CREATE INDEX activity_details_user_id ON activity_details (user_id);

-- Every day as the application computed it, from the first activity that counts on.
CREATE TABLE app_daily_metrics (
  user_id integer NOT NULL REFERENCES user_settings (id) ON DELETE CASCADE,
  day date NOT NULL,
  sessions integer NOT NULL,
  total_load_miles double precision,
  trimp double precision,
  acute_load double precision NOT NULL,
  chronic_load double precision NOT NULL,
  acwr double precision,
  acute_trimp double precision NOT NULL,
  chronic_trimp double precision NOT NULL,
  trimp_acwr double precision,
  normalized_divergence double precision,
  naive_divergence double precision,
  coverage_acute double precision,
  coverage_chronic double precision,
  uncoupled_acwr double precision,
  uncoupled_trimp_acwr double precision,
  ewma_acwr double precision,
  ewma_trimp_acwr double precision,
  fitness double precision NOT NULL,
  fatigue double precision NOT NULL,
  form double precision NOT NULL,
  monotony double precision,
  strain double precision,
  PRIMARY KEY (user_id, day)
);

-- How far each athlete has been mirrored. For the export alone.
CREATE TABLE mirror_state (
  user_id integer PRIMARY KEY REFERENCES user_settings (id) ON DELETE CASCADE,
  uid text NOT NULL UNIQUE,
  -- Documents changed after this instant have not been read yet.
  read_through timestamptz NOT NULL,
  -- Today where the athlete was, when last mirrored.
  as_of date NOT NULL,
  foot_feet_per_mile double precision NOT NULL,
  -- A rescore was under way: scores rest on two settings at once, so there is nothing to compare.
  rescoring boolean NOT NULL,
  -- Whether application and twin agreed on what was mirrored last.
  compared boolean NOT NULL
);

-- Athletes whose mark of change was taken from their documents, and who are not mirrored since.
CREATE TABLE mirror_pending (uid text PRIMARY KEY);

-- One row: where the first pass over all athletes stands.
CREATE TABLE mirror_pass (
  single boolean PRIMARY KEY DEFAULT true CHECK (single),
  -- Distinguishes passes.
  pass integer NOT NULL DEFAULT 1,
  -- The uid of the last athlete seen.
  cursor text NOT NULL DEFAULT '',
  complete boolean NOT NULL DEFAULT false
);
INSERT INTO mirror_pass DEFAULT VALUES;
