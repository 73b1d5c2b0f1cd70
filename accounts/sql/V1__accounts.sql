-- How members sign in. Nothing here is in the log, so it belongs in every backup.

CREATE SCHEMA accounts;

CREATE TABLE accounts.passwords (
    member uuid PRIMARY KEY,
    -- argon2id, in the PHC format
    hash text NOT NULL,
    set_at timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE accounts.sessions (
    -- SHA-256 of the token; the token itself is kept nowhere
    hash bytea PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    member uuid NOT NULL,
    method text NOT NULL,
    opened_at timestamptz NOT NULL DEFAULT now(),
    last_seen_at timestamptz NOT NULL DEFAULT now(),
    -- whatever happens
    expires_at timestamptz NOT NULL,
    user_agent text NOT NULL,
    address text NOT NULL
);
CREATE INDEX sessions_member ON accounts.sessions (member, opened_at);
CREATE INDEX sessions_expires ON accounts.sessions (expires_at);

-- What a mailed link carries. A token that was used is gone.
CREATE TABLE accounts.tokens (
    -- SHA-256 of the token; the token itself is only in the letter
    hash bytea PRIMARY KEY,
    member uuid NOT NULL,
    purpose text NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX tokens_member ON accounts.tokens (member, purpose);

CREATE TABLE accounts.totp (
    member uuid PRIMARY KEY,
    -- the secret, sealed with the installation's key
    sealed bytea NOT NULL,
    -- null until a code proved that the authenticator has it
    confirmed_at timestamptz,
    -- the newest step whose code was taken: none is taken twice
    last_step bigint NOT NULL DEFAULT 0
);

CREATE TABLE accounts.recovery_codes (
    member uuid NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (member, hash)
);

-- Failures, by a hash of whom they are about. They weigh less as time passes.
CREATE TABLE accounts.attempts (
    subject bytea PRIMARY KEY,
    weight double precision NOT NULL DEFAULT 0,
    counted_at timestamptz NOT NULL DEFAULT now(),
    not_before timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX attempts_counted ON accounts.attempts (counted_at);
