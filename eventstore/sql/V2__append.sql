-- Group commit: many commands, each all or nothing, in one call, one lock and one flush.
--
-- Parallel arrays: c_* one per command, s_* one per stream of a command, e_* one per event, in the
-- order of their positions. Versions are numbered by the caller; they hold because the expected
-- versions are checked under the lock. Outcomes: 0 appended, 1 conflict, 2 done before.
--
-- The settings keep the plan on the indexes even when it was made while the table was empty.
CREATE FUNCTION es.append(
    c_id uuid[], c_remember boolean[], c_events int[], c_stream uuid[], c_version int[],
    c_fingerprint bytea[],
    s_command int[], s_id uuid[], s_expected int[],
    e_command int[], e_stream_id uuid[], e_version int[], e_id uuid[], e_category text[],
    e_type text[], e_schema smallint[], e_occurred_at timestamptz[], e_command_id uuid[],
    e_causation_id uuid[], e_correlation_id uuid[], e_actor text[], e_data text[], e_leaf bytea[],
    OUT base bigint, OUT at timestamptz, OUT outcomes smallint[], OUT actual int[],
    OUT done_command int[], OUT done_stream uuid[], OUT done_version int[],
    OUT done_first bigint[], OUT done_last bigint[], OUT done_fingerprint bytea[]
)
LANGUAGE plpgsql
SET enable_seqscan = off
SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan
SET jit = off
AS $$
BEGIN
    -- A statement of its own: the next one takes its snapshot after the lock is held.
    PERFORM pg_advisory_xact_lock(7310020);

    SELECT e.position, e.recorded_at
    INTO base, at
    FROM es.events e
    ORDER BY e.position DESC
    LIMIT 1;
    base := coalesce(base, 0);
    at := greatest(at, clock_timestamp());
    outcomes := array_fill(0::smallint, ARRAY[cardinality(c_id)]);

    SELECT array_agg(coalesce(v.version, 0) ORDER BY s.ord)
    INTO actual
    FROM unnest(s_id) WITH ORDINALITY s(id, ord)
    LEFT JOIN LATERAL (
        SELECT e.version
        FROM es.events e
        WHERE e.stream_id = s.id
        ORDER BY e.version DESC
        LIMIT 1
    ) v ON true;

    IF true = ANY (c_remember) OR actual <> s_expected THEN
        SELECT * INTO outcomes, done_command, done_stream, done_version, done_first, done_last,
                      done_fingerprint
        FROM es.judge(c_id, c_remember, s_command, s_id, s_expected, actual, outcomes);
    END IF;

    INSERT INTO es.events (position, stream_id, version, id, category, type, schema, recorded_at,
                           occurred_at, command_id, causation_id, correlation_id, actor, data, leaf)
    SELECT base + row_number() OVER (ORDER BY e.ord), e.stream_id, e.version, e.id, e.category,
           e.type, e.schema, at, e.occurred_at, e.command_id, e.causation_id, e.correlation_id,
           e.actor::json, e.data::json, e.leaf
    FROM unnest(e_command, e_stream_id, e_version, e_id, e_category, e_type, e_schema,
                e_occurred_at, e_command_id, e_causation_id, e_correlation_id, e_actor, e_data,
                e_leaf)
         WITH ORDINALITY e(command, stream_id, version, id, category, type, schema, occurred_at,
                           command_id, causation_id, correlation_id, actor, data, leaf, ord)
    WHERE outcomes[e.command] = 0;

    IF true = ANY (c_remember) THEN
        INSERT INTO es.commands_done (command_id, stream_id, version, first_position,
                                      last_position, fingerprint, done_at)
        SELECT d.id, d.stream, d.version, base + d.upto - d.events + 1, base + d.upto,
               d.fingerprint, at
        FROM (
            SELECT c.*, sum(c.events) OVER (ORDER BY c.ord) AS upto
            FROM unnest(c_id, c_remember, c_events, c_stream, c_version, c_fingerprint)
                 WITH ORDINALITY c(id, remember, events, stream, version, fingerprint, ord)
            WHERE outcomes[c.ord] = 0
        ) d
        WHERE d.remember;
    END IF;
END $$;

-- The uncommon half of es.append: which commands conflict, and which were done before. A repeated
-- send is answered with its command's first stream and all of its positions, also when the command
-- appended to several streams, or to others than its first.
CREATE FUNCTION es.judge(
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
