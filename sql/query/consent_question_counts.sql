-- consent_question_counts
-- How many questions were sent within a day to a mailbox and for a network, and in all since a later
-- moment.
-- params: $address text, $network text, $since integer
-- columns: to the mailbox, for the network, in all
SELECT coalesce(sum(address = $address), 0), coalesce(sum(network = $network), 0),
       coalesce(sum(at > $since), 0)
FROM consent_question
