-- A repeated send is answered with its command's first stream and all of its positions, also when
-- the command appended to several streams, or to others than its first.
CREATE OR REPLACE FUNCTION es.judge(
    c_id uuid[], c_remember boolean[], s_command int[], s_id uuid[], s_expected int[],
    actual int[], INOUT outcomes smallint[],
    OUT done_command int[], OUT done_stream uuid[], OUT done_version int[],
    OUT done_first bigint[], OUT done_last bigint[], OUT done_fingerprint bytea[]
)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
DECLARE
    i int;
BEGIN
    FOR i IN 1 .. cardinality(s_id) LOOP
        IF actual[i] <> s_expected[i] THEN
            outcomes[s_command[i]] := 1;
        END IF;
    END LOOP;

    SELECT array_agg(f.command), array_agg(f.stream_id), array_agg(f.version),
           array_agg(f.first_position), array_agg(f.last_position), array_agg(f.fingerprint)
    INTO done_command, done_stream, done_version, done_first, done_last, done_fingerprint
    FROM (
        SELECT c.ord::int AS command, d.stream_id, d.version, d.first_position, d.last_position,
               d.fingerprint
        FROM unnest(c_id, c_remember) WITH ORDINALITY c(id, remember, ord)
        CROSS JOIN LATERAL (
            SELECT * FROM es.commands_done d WHERE d.command_id = c.id LIMIT 1
        ) d
        WHERE c.remember
        UNION ALL
        -- sent before and committed, but the answer was lost on the way
        SELECT s.command, (array_agg(s.id ORDER BY s.ord))[1],
               (array_agg(coalesce(d.version, s.expected) ORDER BY s.ord))[1],
               min(d.first_position), max(d.last_position), NULL::bytea
        FROM unnest(s_command, s_id, s_expected, actual)
             WITH ORDINALITY s(command, id, expected, actual, ord)
        CROSS JOIN LATERAL (
            SELECT max(e.version) AS version, min(e.position) AS first_position,
                   max(e.position) AS last_position
            FROM es.events e
            WHERE s.actual > s.expected
              AND e.stream_id = s.id
              AND e.version > s.expected
              AND e.command_id = c_id[s.command]
        ) d
        WHERE outcomes[s.command] = 1
          AND NOT c_remember[s.command]
        GROUP BY s.command
        HAVING max(d.last_position) IS NOT NULL
    ) f;

    IF done_command IS NOT NULL THEN
        FOREACH i IN ARRAY done_command LOOP
            outcomes[i] := 2;
        END LOOP;
    END IF;
END $$;
