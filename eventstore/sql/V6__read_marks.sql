-- What people have read. Written over, never an event. Forward only.
CREATE TABLE es.read_marks (
    owner     uuid     PRIMARY KEY,
    up_to     bigint   NOT NULL,
    positions bigint[] NOT NULL
) WITH (
    fillfactor = 70 -- rows are written over again and again
);

-- Positions beyond up_to, each once and rising: the newest `most` of them. Where there are more, everything up to
-- the newest of the others counts as read.
CREATE FUNCTION es.kept_marks(INOUT up_to bigint, INOUT positions bigint[], most int) AS $$
    WITH beyond AS (
        SELECT p.position, row_number() OVER (ORDER BY p.position DESC) AS place
        FROM (SELECT DISTINCT unnest($2)) p(position)
        WHERE p.position > $1
    )
    SELECT greatest($1, max(position) FILTER (WHERE place > $3)),
           coalesce(array_agg(position ORDER BY position) FILTER (WHERE place <= $3), '{}')
    FROM beyond
$$ LANGUAGE sql IMMUTABLE;
