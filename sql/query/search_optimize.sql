-- Makes the search index one piece, so that words that were taken out are in it no longer.
-- params: none
-- columns: none
INSERT INTO comment_search (comment_search) VALUES ('optimize')
