-- A key may have two secrets for a while: the new one, and the old one until their overlap ends.
ALTER TABLE es.credentials
    DROP CONSTRAINT credentials_id_key,
    ADD COLUMN expires_at   timestamptz,
    ADD COLUMN last_used_at timestamptz,
    -- position of the event that tells what it is for; null: made before such events were
    ADD COLUMN since        bigint;

CREATE INDEX credentials_of_one ON es.credentials (id);
