-- Who left to sign in elsewhere and is not back yet. A row is gone once somebody came back with its state.
CREATE TABLE accounts.departures (
    -- SHA-256 of what comes back from the provider
    state bytea PRIMARY KEY,
    -- SHA-256 of what the browser keeps in a cookie
    binding bytea NOT NULL,
    provider text NOT NULL,
    return_to text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX departures_expires ON accounts.departures (expires_at);
