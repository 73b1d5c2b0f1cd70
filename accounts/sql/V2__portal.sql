-- How customers get into the portal. Nothing here is taken for a member's, nor the other way round.

-- What a mailed link carries. A token that was used is gone.
CREATE TABLE accounts.portal_tokens (
    -- SHA-256 of the token; the token itself is only in the letter
    hash bytea PRIMARY KEY,
    customer uuid NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX portal_tokens_customer ON accounts.portal_tokens (customer, issued_at);

CREATE TABLE accounts.portal_sessions (
    -- SHA-256 of the token; the token itself is kept nowhere
    hash bytea PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    customer uuid NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    -- whatever happens
    expires_at timestamptz NOT NULL
);
CREATE INDEX portal_sessions_customer ON accounts.portal_sessions (customer, opened_at);
CREATE INDEX portal_sessions_expires ON accounts.portal_sessions (expires_at);
