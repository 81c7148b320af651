-- Changes a help line, verified now.
-- params: $id integer, $name text, $phone text, $text_number text, $url text, $hours text,
-- params: $country text, $now integer
-- columns: id
UPDATE help_resource SET name = $name, phone = $phone, text_number = $text_number, url = $url,
  hours = $hours, country = $country, verified_at = $now
WHERE id = $id RETURNING id
