-- When somebody last wrote from this network, or changed what came from it, on any page; 0 when not
-- since an instant.
-- params: $network text, $since integer
-- columns: instant
SELECT max(coalesce((SELECT max(created_at) FROM comment
                     WHERE network = $network AND created_at >= $since), 0),
           coalesce((SELECT max(rewritten_at) FROM comment
                     WHERE network = $network AND rewritten_at >= $since), 0))
