-- consent_question_insert
-- A question whether somebody wants mail was sent.
-- params: $address text, $network text, $now integer
-- columns: none
INSERT INTO consent_question (address, network, at) VALUES ($address, $network, $now)
