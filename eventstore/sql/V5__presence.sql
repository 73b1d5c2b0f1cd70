-- Who is at what just now. Worth nothing a moment later, so a crash may empty it. Forward only.
CREATE UNLOGGED TABLE es.presence (
    about uuid        NOT NULL,
    who   uuid        NOT NULL,
    doing text        NOT NULL,
    since timestamptz NOT NULL, -- when this doing began
    until timestamptz NOT NULL, -- over at this moment, unless it is told anew
    PRIMARY KEY (about, who)
) WITH (
    fillfactor = 50 -- rows are written over every few seconds
);

CREATE INDEX presence_by_end ON es.presence (until);
