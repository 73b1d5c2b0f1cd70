-- Whose account at a provider stands for which member.
CREATE TABLE accounts.identities (
    -- SHA-256 of the issuer and of the subject, which is theirs there for ever
    identity bytea PRIMARY KEY,
    issuer text NOT NULL,
    member uuid NOT NULL,
    linked_at timestamptz NOT NULL DEFAULT now(),
    -- one account of an issuer stands for a member
    UNIQUE (member, issuer)
);
