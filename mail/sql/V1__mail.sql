-- Letters that wait to go out. What they say is sealed and erased once they went.

CREATE SCHEMA mail;

CREATE TABLE mail.outbox (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- what the letter is sent for: the same cause is taken once
    cause text NOT NULL UNIQUE,
    kind text NOT NULL,
    -- null once it went or was given up
    sealed bytea,
    attempts integer NOT NULL DEFAULT 0,
    -- not before; while somebody sends it, when it may be taken from them
    next_at timestamptz NOT NULL DEFAULT now(),
    -- afterwards it is of no use
    expires_at timestamptz NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    -- sent, or given_up
    outcome text,
    -- why it could not be sent the last time
    error text
);
CREATE INDEX outbox_due ON mail.outbox (next_at) WHERE done_at IS NULL;
CREATE INDEX outbox_done ON mail.outbox (done_at) WHERE done_at IS NOT NULL;
