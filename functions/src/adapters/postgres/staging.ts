/** Tables of one connection that are empty between transactions, each like the one it leads to. */
export const STAGING = `
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_activities (LIKE activities) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_details (LIKE activity_details) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_days (LIKE app_daily_metrics) ON COMMIT DELETE ROWS;
  CREATE TEMPORARY TABLE IF NOT EXISTS staged_ids (activity_id bigint) ON COMMIT DELETE ROWS;
`;
