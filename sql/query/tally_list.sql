-- How many comments each status has, and how many are open for care.
-- params: none
-- columns: name, comments
SELECT name, comments FROM tally
