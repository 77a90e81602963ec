-- The SQL twin: every number once more, in SQL alone, from heart-rate histograms, thresholds and
-- distances. Written from the science (docs/science), not from the application, which it checks.

CREATE SCHEMA twin;

-- Morton, Fitz-Clarke & Banister 1990: w(x) = a x e^(bx), x clamped to 0..1; men (0.64, 1.92),
-- women (0.86, 1.67); not given: the mean of both weights.
CREATE FUNCTION twin.trimp_weight(x double precision, gender text) RETURNS double precision
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE gender
    WHEN 'male' THEN 0.64 * x * exp(1.92 * x)
    WHEN 'female' THEN 0.86 * x * exp(1.67 * x)
    ELSE (0.64 * x * exp(1.92 * x) + 0.86 * x * exp(1.67 * x)) / 2
  END
$$;

CREATE FUNCTION twin.reserve_fraction(
  bpm double precision, resting double precision, maximum double precision
) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  -- LEAST and GREATEST pass over NULL, so unknown is said first.
  SELECT CASE WHEN bpm IS NOT NULL
    THEN least(1, greatest(0, (bpm - resting) / (maximum - resting))) END
$$;

-- Lower edges at 50, 60, 70, 80 and 90 per cent. Multiplied before divided: whole edges stay whole.
CREATE FUNCTION twin.zone_edges(
  method text, custom double precision[], resting double precision, maximum double precision
) RETURNS double precision[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE method
    WHEN 'custom' THEN custom
    WHEN 'max' THEN (SELECT array_agg(p * maximum / 100 ORDER BY p) FROM unnest(array[50, 60, 70, 80, 90]) p)
    ELSE (SELECT array_agg(resting + p * (maximum - resting) / 100 ORDER BY p)
          FROM unnest(array[50, 60, 70, 80, 90]) p)
  END
$$;

-- Exponentially weighted moving average, seeded with its first value. In PL/pgSQL, since an SQL
-- function as a step of an aggregate is set up anew for every row.
CREATE FUNCTION twin.ewma_step(
  average double precision, value double precision, lambda double precision
) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN CASE WHEN average IS NULL THEN value ELSE lambda * value + (1 - lambda) * average END;
END
$$;
CREATE AGGREGATE twin.ewma(double precision, double precision) (
  sfunc = twin.ewma_step, stype = double precision
);

-- As ewma, from nothing: fitness and fatigue before the first day are 0.
CREATE FUNCTION twin.impulse_step(
  level double precision, value double precision, gain double precision
) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN level * (1 - gain) + gain * value;
END
$$;
CREATE AGGREGATE twin.impulse(double precision, double precision) (
  sfunc = twin.impulse_step, stype = double precision, initcond = '0'
);

CREATE FUNCTION twin.divergence(external double precision, internal double precision)
RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN external IS NULL OR internal IS NULL THEN NULL
    WHEN external = 0 AND internal = 0 THEN 0
    ELSE (external - internal) / ((external + internal) / 2)
  END
$$;

-- 0001-01-01 is day 1, as in Python's date.toordinal().
CREATE FUNCTION twin.rest_day_id(day date, user_id integer) RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT -((day - date '0001-01-01' + 1)::bigint
    * CASE WHEN user_id < 1000 THEN 1000 WHEN user_id < 1000000 THEN 1000000 ELSE 1000000000 END
    + user_id)
$$;

-- The days on which each threshold set is in force; the first one also before its own.
CREATE VIEW twin.threshold_spans AS
SELECT user_id, resting_hr, max_hr, gender,
  twin.zone_edges(zone_method, zone_edges, resting_hr, max_hr) AS edges,
  CASE WHEN row_number() OVER w = 1 THEN date '-infinity' ELSE valid_from END AS first_day,
  coalesce(lead(valid_from) OVER w, date 'infinity') AS until_day
FROM threshold_sets
WINDOW w AS (PARTITION BY user_id ORDER BY valid_from);

-- Internal load. A histogram that covers half the moving time or more is weighed bpm by bpm;
-- otherwise the average heart rate is; without heart rate TRIMP is unknown.
CREATE VIEW twin.activity_trimp AS
SELECT user_id, activity_id, coverage, trimp_average,
  CASE WHEN by_sample THEN 'stream' WHEN trimp_average IS NOT NULL THEN 'average' END AS trimp_method,
  CASE WHEN by_sample THEN moving_s / 60 * weighted / histogram_s ELSE trimp_average END AS trimp,
  zone1, zone2, zone3, zone4, zone5
FROM (
  SELECT m.*, h.*,
    CASE WHEN m.moving_s > 0 AND h.histogram_s IS NOT NULL
      THEN least(1, h.histogram_s / m.moving_s) END AS coverage,
    coalesce(m.moving_s > 0 AND h.histogram_s > 0 AND h.histogram_s / m.moving_s >= 0.5, false)
      AS by_sample,
    m.moving_s / 60 * twin.trimp_weight(
      twin.reserve_fraction(m.avg_heart_rate, m.resting_hr, m.max_hr), m.gender)
      AS trimp_average
  FROM (
    SELECT a.user_id, a.activity_id, a.avg_heart_rate, t.resting_hr, t.max_hr, t.gender, t.edges,
      d.histogram_first_bpm, d.histogram_seconds,
      -- Whole seconds and their parts, without what minutes leave behind in the last digit.
      round((a.duration_minutes * 60)::numeric, 6)::double precision AS moving_s
    FROM activities a
    JOIN activity_details d ON d.activity_id = a.activity_id AND d.user_id = a.user_id
    JOIN twin.threshold_spans t
      ON t.user_id = a.user_id AND a.date >= t.first_day AND a.date < t.until_day
    WHERE a.activity_id > 0
  ) m
  LEFT JOIN LATERAL (
    SELECT sum(s) AS histogram_s,
      sum(s * twin.trimp_weight(x, m.gender)) AS weighted,
      coalesce(sum(s) FILTER (WHERE bpm >= m.edges[1] AND bpm < m.edges[2]), 0) AS zone1,
      coalesce(sum(s) FILTER (WHERE bpm >= m.edges[2] AND bpm < m.edges[3]), 0) AS zone2,
      coalesce(sum(s) FILTER (WHERE bpm >= m.edges[3] AND bpm < m.edges[4]), 0) AS zone3,
      coalesce(sum(s) FILTER (WHERE bpm >= m.edges[4] AND bpm < m.edges[5]), 0) AS zone4,
      coalesce(sum(s) FILTER (WHERE bpm >= m.edges[5]), 0) AS zone5
    FROM (
      SELECT s, bpm, twin.reserve_fraction(bpm, m.resting_hr, m.max_hr) AS x
      FROM unnest(m.histogram_seconds) WITH ORDINALITY AS seconds (s, n)
      CROSS JOIN LATERAL (SELECT (m.histogram_first_bpm + n - 1)::double precision) AS rate (bpm)
      -- Kept apart, so that the weight is worked out from x and not from how x came about.
      OFFSET 0
    ) AS bpms
  ) h ON m.histogram_seconds IS NOT NULL
) AS scored;

-- External load: running-equivalent miles and the miles that climb is worth.
CREATE VIEW twin.activity_external AS
SELECT user_id, activity_id, equivalent_miles,
  CASE WHEN equivalent_miles IS NOT NULL THEN climb_miles END AS elevation_load_miles,
  equivalent_miles + climb_miles AS total_load_miles
FROM (
  SELECT w.user_id, w.activity_id,
    CASE family
      WHEN 'foot' THEN miles
      WHEN 'cycling' THEN miles / CASE
        -- A speed that is 12 mph but for the last digit is 12 mph.
        WHEN mph IS NULL OR mph <= 12 + 1e-9 THEN 4.0
        WHEN mph <= 16 + 1e-9 THEN 3.5
        WHEN mph <= 20 + 1e-9 THEN 2.9
        ELSE 2.4
      END
      WHEN 'swimming' THEN miles * CASE type WHEN 'OpenWaterSwim' THEN 4.2 ELSE 4.0 END
      WHEN 'rowing' THEN miles * CASE type WHEN 'VirtualRow' THEN 1.5 ELSE 1.7 END
      WHEN 'ski touring' THEN miles * 1.2
      WHEN 'strength' THEN hours * coalesce(perceived_effort, 6) * 0.30
    END AS equivalent_miles,
    coalesce(climb_feet, 0) * CASE family
      WHEN 'foot' THEN 1 / foot_feet_per_mile
      WHEN 'cycling' THEN 1 / 1100::double precision
      WHEN 'ski touring' THEN 1 / 500::double precision
      ELSE 0
    END AS climb_miles
  FROM (
    SELECT a.user_id, a.activity_id, a.type, a.perceived_effort, m.foot_feet_per_mile,
      -- No distance covered says that none was recorded.
      nullif(a.distance_miles, 0) AS miles,
      a.duration_minutes / 60 AS hours,
      nullif(a.distance_miles, 0) / nullif(a.duration_minutes / 60, 0) AS mph,
      coalesce(d.corrected_elevation_gain_feet, a.elevation_gain_feet) AS climb_feet,
      CASE
        WHEN a.type IN ('Run', 'TrailRun', 'VirtualRun', 'Walk', 'Hike', 'Snowshoe') THEN 'foot'
        WHEN a.type IN ('Ride', 'GravelRide', 'MountainBikeRide', 'VirtualRide', 'Velomobile',
          'Handcycle') THEN 'cycling'
        WHEN a.type IN ('Swim', 'OpenWaterSwim') THEN 'swimming'
        WHEN a.type IN ('VirtualRow', 'Rowing') THEN 'rowing'
        WHEN a.type IN ('BackcountrySki', 'NordicSki', 'RollerSki') THEN 'ski touring'
        WHEN a.type IN ('WeightTraining', 'Workout', 'Crossfit', 'HighIntensityIntervalTraining',
          'Yoga', 'Pilates') THEN 'strength'
      END AS family
    FROM activities a
    JOIN activity_details d ON d.activity_id = a.activity_id AND d.user_id = a.user_id
    JOIN mirror_state m ON m.user_id = a.user_id
    WHERE a.activity_id > 0
  ) w
) AS weighed;

-- Each day's sums over the activities that count, from the first of them on, without gaps.
CREATE VIEW twin.daily_loads AS
SELECT s.user_id, s.day,
  coalesce(l.sessions, 0) AS sessions,
  coalesce(l.external_sessions, 0) AS external_sessions,
  coalesce(l.internal_sessions, 0) AS internal_sessions,
  coalesce(l.matched_sessions, 0) AS matched_sessions,
  coalesce(l.load, 0) AS load,
  coalesce(l.trimp, 0) AS trimp,
  coalesce(l.matched_load, 0) AS matched_load,
  coalesce(l.matched_trimp, 0) AS matched_trimp,
  coalesce(l.moving_s, 0) AS moving_s,
  coalesce(l.matched_moving_s, 0) AS matched_moving_s
FROM (
  SELECT m.user_id,
    -- By whole numbers: a series of instants would know of time zones.
    min(a.date) + generate_series(0, greatest(max(m.as_of), max(a.date)) - min(a.date)) AS day
  FROM mirror_state m
  JOIN activities a ON a.user_id = m.user_id AND a.activity_id > 0
  JOIN activity_details d
    ON d.activity_id = a.activity_id AND d.user_id = a.user_id AND d.counted
  GROUP BY m.user_id
) s
LEFT JOIN (
  SELECT a.user_id, a.date AS day,
    count(*) AS sessions,
    count(e.total_load_miles) AS external_sessions,
    count(i.trimp) AS internal_sessions,
    count(*) FILTER (WHERE known) AS matched_sessions,
    sum(e.total_load_miles) AS load,
    sum(i.trimp) AS trimp,
    sum(e.total_load_miles) FILTER (WHERE known) AS matched_load,
    sum(i.trimp) FILTER (WHERE known) AS matched_trimp,
    sum(a.duration_minutes * 60) AS moving_s,
    sum(a.duration_minutes * 60) FILTER (WHERE known) AS matched_moving_s
  FROM activities a
  JOIN activity_details d
    ON d.activity_id = a.activity_id AND d.user_id = a.user_id AND d.counted
  JOIN twin.activity_trimp i ON i.activity_id = a.activity_id AND i.user_id = a.user_id
  JOIN twin.activity_external e ON e.activity_id = a.activity_id AND e.user_id = a.user_id
  CROSS JOIN LATERAL (SELECT e.total_load_miles IS NOT NULL AND i.trimp IS NOT NULL) AS both_loads (known)
  GROUP BY a.user_id, a.date
) l ON l.user_id = s.user_id AND l.day = s.day;

-- Rolling windows of 7 and 28 calendar days, the day itself included.
CREATE VIEW twin.daily_metrics AS
SELECT user_id, day, sessions,
  CASE WHEN sessions = 0 OR external_sessions > 0 THEN load END AS total_load_miles,
  CASE WHEN sessions = 0 OR internal_sessions > 0 THEN trimp END AS trimp,
  load7 / 7 AS acute_load,
  load28 / 28 AS chronic_load,
  (load7 / 7) / nullif(load28 / 28, 0) AS acwr,
  trimp7 / 7 AS acute_trimp,
  trimp28 / 28 AS chronic_trimp,
  (trimp7 / 7) / nullif(trimp28 / 28, 0) AS trimp_acwr,
  CASE WHEN sessions7 = 0 OR matched_sessions7 > 0 THEN twin.divergence(
    (matched_load7 / 7) / nullif(matched_load28 / 28, 0),
    (matched_trimp7 / 7) / nullif(matched_trimp28 / 28, 0)
  ) END AS normalized_divergence,
  twin.divergence(
    (load7 / 7) / nullif(load28 / 28, 0), (trimp7 / 7) / nullif(trimp28 / 28, 0)
  ) AS naive_divergence,
  CASE WHEN moving7 > 0 THEN least(1, matched_moving7 / moving7) END AS coverage_acute,
  CASE WHEN moving28 > 0 THEN least(1, matched_moving28 / moving28) END AS coverage_chronic,
  (load7 / 7) / nullif(load_before / 21, 0) AS uncoupled_acwr,
  (trimp7 / 7) / nullif(trimp_before / 21, 0) AS uncoupled_trimp_acwr,
  ewma_load7 / nullif(ewma_load28, 0) AS ewma_acwr,
  ewma_trimp7 / nullif(ewma_trimp28, 0) AS ewma_trimp_acwr,
  fitness, fatigue,
  coalesce(lag(fitness - fatigue) OVER (PARTITION BY user_id ORDER BY day), 0) AS form,
  monotony,
  trimp7 * monotony AS strain
FROM (
  SELECT rolling.*,
    -- Foster 1998: mean of the week over its sample standard deviation, 10 at most. A week that
    -- reaches back before the first day holds zeros there.
    (SELECT CASE WHEN avg(x) > 0 THEN least(10, coalesce(avg(x) / nullif(stddev_samp(x), 0), 10)) END
     FROM unnest(week || array_fill(0::double precision, array[7 - cardinality(week)])) AS days (x)
    ) AS monotony
  FROM (
    SELECT l.*,
      sum(sessions) OVER acute AS sessions7,
      sum(matched_sessions) OVER acute AS matched_sessions7,
      sum(load) OVER acute AS load7,
      sum(load) OVER chronic AS load28,
      coalesce(sum(load) OVER before, 0) AS load_before,
      sum(trimp) OVER acute AS trimp7,
      sum(trimp) OVER chronic AS trimp28,
      coalesce(sum(trimp) OVER before, 0) AS trimp_before,
      sum(matched_load) OVER acute AS matched_load7,
      sum(matched_load) OVER chronic AS matched_load28,
      sum(matched_trimp) OVER acute AS matched_trimp7,
      sum(matched_trimp) OVER chronic AS matched_trimp28,
      sum(moving_s) OVER acute AS moving7,
      sum(moving_s) OVER chronic AS moving28,
      sum(matched_moving_s) OVER acute AS matched_moving7,
      sum(matched_moving_s) OVER chronic AS matched_moving28,
      twin.ewma(load, 2.0 / (7 + 1)) OVER whole AS ewma_load7,
      twin.ewma(load, 2.0 / (28 + 1)) OVER whole AS ewma_load28,
      twin.ewma(trimp, 2.0 / (7 + 1)) OVER whole AS ewma_trimp7,
      twin.ewma(trimp, 2.0 / (28 + 1)) OVER whole AS ewma_trimp28,
      twin.impulse(trimp, 1 - exp(-1 / 42::double precision)) OVER whole AS fitness,
      twin.impulse(trimp, 1 - exp(-1 / 7::double precision)) OVER whole AS fatigue,
      array_agg(trimp) OVER acute AS week
    FROM twin.daily_loads l
    WINDOW
      whole AS (PARTITION BY user_id ORDER BY day ROWS UNBOUNDED PRECEDING),
      acute AS (PARTITION BY user_id ORDER BY day ROWS BETWEEN 6 PRECEDING AND CURRENT ROW),
      chronic AS (PARTITION BY user_id ORDER BY day ROWS BETWEEN 27 PRECEDING AND CURRENT ROW),
      before AS (PARTITION BY user_id ORDER BY day ROWS BETWEEN 27 PRECEDING AND 7 PRECEDING)
  ) AS rolling
) AS windows;

-- Days on which nothing counts, up to the day before the athlete's today.
CREATE VIEW twin.rest_days AS
SELECT l.user_id, l.day, twin.rest_day_id(l.day, l.user_id) AS activity_id
FROM twin.daily_loads l
JOIN mirror_state m ON m.user_id = l.user_id
WHERE l.sessions = 0 AND l.day < m.as_of;

-- Where application and twin differ on an athlete: by more than a tolerance, or one alone knows.
CREATE FUNCTION twin.differences(of_user integer, tolerance double precision DEFAULT 1e-9)
RETURNS TABLE (row_name text, number_name text, app double precision, twin double precision)
-- What sums give is guessed at one row, and a nested loop over thousands is what comes of it.
LANGUAGE sql STABLE SET enable_nestloop = off SET jit = off AS $$
  WITH own AS MATERIALIZED (
    SELECT * FROM twin.daily_metrics WHERE user_id = of_user
  ),
  internal AS MATERIALIZED (
    SELECT * FROM twin.activity_trimp WHERE user_id = of_user
  ),
  external AS MATERIALIZED (
    SELECT * FROM twin.activity_external WHERE user_id = of_user
  ),
  side_by_side (row_name, number_name, app, twin) AS (
    SELECT 'activity ' || d.document_id, v.*
    FROM activities a
    JOIN activity_details d ON d.activity_id = a.activity_id AND d.user_id = of_user
    LEFT JOIN internal i ON i.activity_id = a.activity_id
    LEFT JOIN external e ON e.activity_id = a.activity_id
    CROSS JOIN LATERAL (VALUES
      ('trimp', a.trimp, i.trimp),
      ('trimp_average', d.trimp_average, i.trimp_average),
      ('trimp_method is stream', (d.trimp_method = 'stream')::integer, (i.trimp_method = 'stream')::integer),
      ('coverage', d.coverage, i.coverage),
      ('time_in_zone1', a.time_in_zone1, i.zone1),
      ('time_in_zone2', a.time_in_zone2, i.zone2),
      ('time_in_zone3', a.time_in_zone3, i.zone3),
      ('time_in_zone4', a.time_in_zone4, i.zone4),
      ('time_in_zone5', a.time_in_zone5, i.zone5),
      ('equivalent_miles', d.equivalent_miles, e.equivalent_miles),
      ('elevation_load_miles', a.elevation_load_miles, e.elevation_load_miles),
      ('total_load_miles', a.total_load_miles, e.total_load_miles)
    ) AS v
    WHERE a.user_id = of_user
    UNION ALL
    SELECT 'day ' || day, v.*
    FROM (SELECT * FROM app_daily_metrics WHERE user_id = of_user) AS m
    FULL JOIN own USING (day)
    CROSS JOIN LATERAL (VALUES
      ('sessions', m.sessions::double precision, own.sessions::double precision),
      ('total_load_miles', m.total_load_miles, own.total_load_miles),
      ('trimp', m.trimp, own.trimp),
      ('acute_load', m.acute_load, own.acute_load),
      ('chronic_load', m.chronic_load, own.chronic_load),
      ('acwr', m.acwr, own.acwr),
      ('acute_trimp', m.acute_trimp, own.acute_trimp),
      ('chronic_trimp', m.chronic_trimp, own.chronic_trimp),
      ('trimp_acwr', m.trimp_acwr, own.trimp_acwr),
      ('normalized_divergence', m.normalized_divergence, own.normalized_divergence),
      ('naive_divergence', m.naive_divergence, own.naive_divergence),
      ('coverage_acute', m.coverage_acute, own.coverage_acute),
      ('coverage_chronic', m.coverage_chronic, own.coverage_chronic),
      ('uncoupled_acwr', m.uncoupled_acwr, own.uncoupled_acwr),
      ('uncoupled_trimp_acwr', m.uncoupled_trimp_acwr, own.uncoupled_trimp_acwr),
      ('ewma_acwr', m.ewma_acwr, own.ewma_acwr),
      ('ewma_trimp_acwr', m.ewma_trimp_acwr, own.ewma_trimp_acwr),
      ('fitness', m.fitness, own.fitness),
      ('fatigue', m.fatigue, own.fatigue),
      ('form', m.form, own.form),
      ('monotony', m.monotony, own.monotony),
      ('strain', m.strain, own.strain)
    ) AS v
    UNION ALL
    -- What rows of activities, rest days among them, repeat of their day.
    SELECT 'row ' || a.activity_id || ' of ' || a.date, v.*
    FROM activities a
    LEFT JOIN own ON own.day = a.date
    CROSS JOIN LATERAL (VALUES
      ('seven_day_avg_load', a.seven_day_avg_load, own.acute_load),
      ('twentyeight_day_avg_load', a.twentyeight_day_avg_load, own.chronic_load),
      ('seven_day_avg_trimp', a.seven_day_avg_trimp, own.acute_trimp),
      ('twentyeight_day_avg_trimp', a.twentyeight_day_avg_trimp, own.chronic_trimp),
      ('acute_chronic_ratio', a.acute_chronic_ratio, own.acwr),
      ('trimp_acute_chronic_ratio', a.trimp_acute_chronic_ratio, own.trimp_acwr),
      ('normalized_divergence', a.normalized_divergence, own.normalized_divergence)
    ) AS v
    WHERE a.user_id = of_user
    UNION ALL
    SELECT 'rest day ' || coalesce(a.date, r.day), 'activity_id', a.activity_id, r.activity_id
    FROM (SELECT * FROM activities WHERE user_id = of_user AND activity_id < 0) a
    FULL JOIN (
      SELECT day, twin.rest_day_id(day, of_user) AS activity_id FROM own
      WHERE sessions = 0 AND day < (SELECT as_of FROM mirror_state WHERE user_id = of_user)
    ) r ON r.activity_id = a.activity_id AND r.day = a.date
  )
  SELECT row_name, number_name, app, twin FROM side_by_side
  WHERE (app IS NULL) <> (twin IS NULL) OR abs(app - twin) > tolerance
  ORDER BY row_name, number_name
$$;
