-- More of the database in memory (24 MB), for rows that go to many places of it.
-- params: none
-- columns: none
PRAGMA cache_size = -24000
