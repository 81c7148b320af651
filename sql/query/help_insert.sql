-- Adds a help line, verified now.
-- params: $name text, $phone text, $text_number text, $url text, $hours text, $country text,
-- params: $now integer
-- columns: id
INSERT INTO help_resource (name, phone, text_number, url, hours, country, verified_at)
VALUES ($name, $phone, $text_number, $url, $hours, $country, $now) RETURNING id
