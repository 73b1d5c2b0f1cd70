-- What people put aside for themselves before it is a fact. Written over, never an event. Forward only.
CREATE TABLE es.scratch (
    kind       text        NOT NULL,
    owner      uuid        NOT NULL,
    about      uuid        NOT NULL,
    body       text        NOT NULL CHECK (octet_length(body) <= 524288),
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (kind, owner, about)
) WITH (
    fillfactor = 70 -- rows are written over again and again
);

CREATE INDEX scratch_by_age ON es.scratch (kind, owner, updated_at DESC, about);
