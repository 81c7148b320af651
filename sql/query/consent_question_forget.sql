-- consent_question_forget
-- Forgets the questions that were sent before a day ago, and before the clock was set back.
-- params: $since integer, $until integer
-- columns: none
DELETE FROM consent_question WHERE at < $since OR at > $until
