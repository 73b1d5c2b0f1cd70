-- What is to be looked at when. Derived from the log: dropped, it fills again.

CREATE TABLE automation.deadlines (
    kind text NOT NULL,
    key text NOT NULL,
    at timestamptz NOT NULL,
    ticket_id uuid NOT NULL,
    what text NOT NULL,
    PRIMARY KEY (kind, key)
);
CREATE INDEX deadlines_next ON automation.deadlines (kind, at);

-- The kinds of which everything that the log asks for was armed once.
CREATE TABLE automation.armed (
    kind text PRIMARY KEY
);
