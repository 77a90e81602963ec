-- The relational schema: three tables, mirrored from the documents. A mirror, not an archive: what
-- goes there goes here.
--
-- The original sketch put INDEX inside CREATE TABLE, which PostgreSQL does not know; the indexes
-- stand by themselves here. Other deviations are explained where they occur.

CREATE TABLE user_settings (
  -- The serial number of the athlete, given out once by the application, not by a sequence here.
  id integer PRIMARY KEY CHECK (id BETWEEN 1 AND 999999999),
  email text,
  -- Always NULL: Firebase Authentication holds passwords, and no secret is ever exported.
  password_hash text CHECK (password_hash IS NULL),
  is_admin boolean NOT NULL,
  -- The threshold set in force today; all of them are in threshold_sets.
  resting_hr double precision NOT NULL,
  max_hr double precision NOT NULL,
  gender text NOT NULL CHECK (gender IN ('male', 'female', 'none')),
  -- Always NULL: the functions hold the tokens, sealed.
  strava_access_token text CHECK (strava_access_token IS NULL),
  strava_refresh_token text CHECK (strava_refresh_token IS NULL),
  -- BIGINT, since the seconds since 1970 leave 32 bits in 2038. NULL, like the tokens it is about.
  strava_token_expires_at bigint CHECK (strava_token_expires_at IS NULL),
  -- BIGINT, since Strava's ids exceed 32 bits.
  strava_athlete_id bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE TABLE activities (
  -- BIGINT, since Strava's ids exceed 32 bits. From Strava: Strava's id. From a file or typed in:
  -- 2^62 and above, out of the SHA-256 of the document's path. A rest day: negative,
  -- -(day ordinal * 1000 + user_id), with 10^6 and 10^9 in place of 1000 for larger user ids.
  activity_id bigint PRIMARY KEY,
  user_id integer NOT NULL REFERENCES user_settings (id) ON DELETE CASCADE,
  -- The athlete's wall-clock day of the start.
  date date NOT NULL,
  name text NOT NULL,
  -- Strava's sport type; 'rest' for a rest day.
  type text NOT NULL,
  distance_miles double precision,
  elevation_gain_feet double precision,
  elevation_load_miles double precision,
  total_load_miles double precision,
  avg_heart_rate double precision,
  max_heart_rate double precision,
  -- Moving time.
  duration_minutes double precision NOT NULL,
  trimp double precision,
  -- Seconds.
  time_in_zone1 double precision,
  time_in_zone2 double precision,
  time_in_zone3 double precision,
  time_in_zone4 double precision,
  time_in_zone5 double precision,
  -- As of the end of the day; NULL before the first activity that counts.
  seven_day_avg_load double precision,
  twentyeight_day_avg_load double precision,
  seven_day_avg_trimp double precision,
  twentyeight_day_avg_trimp double precision,
  acute_chronic_ratio double precision,
  trimp_acute_chronic_ratio double precision,
  normalized_divergence double precision,
  -- What the athlete says about it.
  weight_lbs double precision,
  perceived_effort double precision,
  feeling_score integer,
  notes text
);
CREATE INDEX activities_user_id_date ON activities (user_id, date);
CREATE INDEX activities_user_id ON activities (user_id);

CREATE TABLE llm_recommendations (
  -- Not a serial: there is one a day, so day ordinal * 1000 + user_id (and so on, as above) makes
  -- the export repeatable.
  id bigint PRIMARY KEY,
  user_id integer NOT NULL REFERENCES user_settings (id) ON DELETE CASCADE,
  recommendation_text text NOT NULL,
  confidence_score double precision,
  recommendation_type text,
  generated_date date NOT NULL,
  activity_count integer,
  latest_acwr double precision,
  latest_trimp double precision,
  -- A model's name, or rules-N where rules alone wrote the words.
  model_version text,
  processing_time_ms double precision
);
CREATE INDEX llm_recommendations_user_id_generated_date
  ON llm_recommendations (user_id, generated_date);
