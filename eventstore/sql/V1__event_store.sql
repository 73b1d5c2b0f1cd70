-- The log and what belongs to it. Forward only.
CREATE SCHEMA IF NOT EXISTS es;

CREATE TABLE es.events (
    position       bigint      PRIMARY KEY,
    stream_id      uuid        NOT NULL,
    version        int         NOT NULL,
    id             uuid        NOT NULL,
    category       text        NOT NULL,
    type           text        NOT NULL,
    schema         smallint    NOT NULL,
    recorded_at    timestamptz NOT NULL,
    occurred_at    timestamptz NOT NULL,
    command_id     uuid        NOT NULL,
    causation_id   uuid,
    correlation_id uuid        NOT NULL,
    actor          json        NOT NULL,
    data           json        NOT NULL, -- json, not jsonb: the stored bytes are what is hashed
    leaf           bytea       NOT NULL,
    UNIQUE (stream_id, version)
) WITH (
    -- insert-only: vacuum by inserts alone, early enough to keep the visibility map useful
    autovacuum_vacuum_insert_threshold = 50000,
    autovacuum_vacuum_insert_scale_factor = 0,
    autovacuum_analyze_threshold = 50000,
    autovacuum_analyze_scale_factor = 0
);

CREATE VIEW es.events_view AS
SELECT position, stream_id, version, id, category, type, schema, recorded_at, occurred_at,
       command_id, causation_id, correlation_id, actor::jsonb AS actor, data::jsonb AS data, leaf
FROM es.events;

CREATE FUNCTION es.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on es.events is refused: events are kept for ever', TG_OP
        USING ERRCODE = 'insufficient_privilege',
              HINT = 'Append a new event that corrects the old one.';
END $$;

CREATE TRIGGER events_are_kept
BEFORE UPDATE OR DELETE OR TRUNCATE ON es.events
FOR EACH STATEMENT EXECUTE FUNCTION es.refuse_change();

-- The owner keeps SELECT and INSERT alone; the trigger stands even for superusers.
REVOKE UPDATE, DELETE, TRUNCATE ON es.events FROM PUBLIC;
DO $$ BEGIN
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON es.events FROM %I', current_user);
END $$;

-- Commands whose repetition must be answered as the first time.
CREATE TABLE es.commands_done (
    command_id     uuid        PRIMARY KEY,
    stream_id      uuid        NOT NULL,
    version        int         NOT NULL, -- of stream_id, after the command
    first_position bigint      NOT NULL, -- last_position + 1 when nothing was appended
    last_position  bigint      NOT NULL,
    fingerprint    bytea       NOT NULL,
    done_at        timestamptz NOT NULL
);

CREATE TABLE es.checkpoints (
    name       text        PRIMARY KEY,
    position   bigint      NOT NULL,
    owner      uuid        NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- Folded states of long streams; may be deleted at any moment.
CREATE TABLE es.snapshots (
    stream_id uuid  PRIMARY KEY,
    version   int   NOT NULL,
    fold      int   NOT NULL,
    loaded    json  NOT NULL
);

-- Keys that seal personal data, and seals over ranges of the log.
CREATE TABLE es.subject_keys (
    subject_id uuid        PRIMARY KEY,
    wrapped    bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    erased_at  timestamptz
);

CREATE TABLE es.seals (
    first_position bigint      PRIMARY KEY,
    last_position  bigint      NOT NULL UNIQUE,
    root           bytea       NOT NULL,
    sealed_at      timestamptz NOT NULL DEFAULT now()
);

-- Secrets by which someone is known. Hashes only, and never in events.
CREATE TABLE es.credentials (
    hash       bytea       PRIMARY KEY,
    id         uuid        NOT NULL UNIQUE,
    kind       text        NOT NULL,
    owner      uuid        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    revoked_at timestamptz
);

CREATE SEQUENCE es.numbers;
