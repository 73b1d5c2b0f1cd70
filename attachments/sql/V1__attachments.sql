-- What the cleaner must know of attachments. Derived from the log: dropped, it fills again.

CREATE SCHEMA attachments;

-- How far the tables are; in the same transaction as what was read, so that one is never without the other.
CREATE TABLE attachments.progress (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    position bigint NOT NULL
);
INSERT INTO attachments.progress (position) VALUES (0);

-- Every attachment that was not removed.
CREATE TABLE attachments.files (
    id uuid PRIMARY KEY,
    sha256 text NOT NULL,
    media_type text NOT NULL,
    places integer NOT NULL,
    -- since when it has been attached to nothing
    unattached_since timestamptz
);
CREATE INDEX files_sha256 ON attachments.files (sha256);
CREATE INDEX files_unattached ON attachments.files (unattached_since) WHERE unattached_since IS NOT NULL;

-- Content that no attachment has.
CREATE TABLE attachments.unused (
    sha256 text PRIMARY KEY,
    -- when it was set aside; not yet, when null
    since timestamptz
);
