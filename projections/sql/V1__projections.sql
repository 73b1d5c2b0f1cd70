-- Which build of which projection stands where, and what was set aside. Forward only.
CREATE SCHEMA IF NOT EXISTS read;

-- One row per build; each build has a Postgres schema of its own.
CREATE TABLE read.projections (
    schema       text        PRIMARY KEY,
    name         text        NOT NULL,
    version      int         NOT NULL,
    state        text        NOT NULL CHECK (state IN ('live', 'building', 'retired')),
    position     bigint      NOT NULL DEFAULT 0,
    retries      int         NOT NULL DEFAULT 0, -- how often parked events were tried again
    owner        uuid,
    heartbeat_at timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 10); -- updated with every batch: room for that within the page

CREATE UNIQUE INDEX one_serves ON read.projections (name) WHERE state = 'live';
CREATE UNIQUE INDEX one_is_built ON read.projections (name) WHERE state = 'building';

-- Events that could not be applied, and later events of the same streams.
CREATE TABLE read.parked (
    schema    text        NOT NULL REFERENCES read.projections ON DELETE CASCADE,
    position  bigint      NOT NULL,
    stream_id uuid        NOT NULL,
    name      text        NOT NULL,
    error     text        NOT NULL,
    attempts  int         NOT NULL,
    since     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (schema, position)
);

CREATE SEQUENCE read.builds;
