-- How many comments there are in each status.
-- params: none
-- columns: status, comments
SELECT status, count(*) FROM comment GROUP BY status
