-- The row of a blog or an installation, made when there is none.
-- params: $source text, $address text
-- columns: id
INSERT INTO blog (source, address) VALUES ($source, $address)
ON CONFLICT (source, address) DO UPDATE SET address = excluded.address
RETURNING id
