-- Isolation holds in SQL too: whoever is not the owner sees the rows of one athlete, if any.
--
-- Tables may be read by everyone who may connect, and their rows by nobody, until a role is named
-- here: CREATE ROLE coach_of_anna LOGIN; INSERT INTO reader_roles VALUES ('coach_of_anna', 1);

CREATE TABLE reader_roles (
  role_name name PRIMARY KEY,
  user_id integer NOT NULL REFERENCES user_settings (id) ON DELETE CASCADE
);
ALTER TABLE reader_roles ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_line ON reader_roles FOR SELECT USING (role_name = current_user);

-- Runs with the rights of the caller, so that current_user is the reader.
CREATE FUNCTION reader_user_id() RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT user_id FROM public.reader_roles WHERE role_name = current_user
$$;

DO $$
DECLARE
  item record;
BEGIN
  GRANT SELECT ON reader_roles TO PUBLIC;
  FOR item IN
    SELECT * FROM (VALUES
      ('user_settings', 'id'), ('activities', 'user_id'), ('llm_recommendations', 'user_id'),
      ('threshold_sets', 'user_id'), ('activity_details', 'user_id'),
      ('app_daily_metrics', 'user_id'), ('mirror_state', 'user_id')
    ) AS t (table_name, user_column)
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', item.table_name);
    EXECUTE format(
      'CREATE POLICY own_rows ON %I FOR SELECT USING (%I = (SELECT reader_user_id()))',
      item.table_name, item.user_column);
    EXECUTE format('GRANT SELECT ON %I TO PUBLIC', item.table_name);
  END LOOP;

  -- Before PostgreSQL 15 a view reads with its owner's rights and would show every row; there
  -- readers get the tables alone.
  IF current_setting('server_version_num')::integer >= 150000 THEN
    FOR item IN SELECT viewname FROM pg_views WHERE schemaname = 'twin' LOOP
      EXECUTE format('ALTER VIEW twin.%I SET (security_invoker = true)', item.viewname);
      EXECUTE format('GRANT SELECT ON twin.%I TO PUBLIC', item.viewname);
    END LOOP;
    GRANT USAGE ON SCHEMA twin TO PUBLIC;
  END IF;
END
$$;
