//! The tables of the ticket list.

/// `ticket_subjects` stands apart so that the costly trigram index is touched only by a change of
/// subject, and not by every new version of a row.
pub(super) const TABLES: &str = "
CREATE TABLE tickets (
    id          uuid        PRIMARY KEY,
    version     int         NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    status      uuid        NOT NULL,
    priority    uuid        NOT NULL,
    department  uuid,
    deleted     boolean     NOT NULL,
    assignees   uuid[]      NOT NULL,
    due_at      timestamptz,
    window_from timestamptz,
    window_to   timestamptz,
    tags        text[]      NOT NULL,
    messages    int         NOT NULL,
    number      bigint      NOT NULL,
    channel     text        NOT NULL,
    requester   text,
    subject     text        NOT NULL,
    description text        NOT NULL
) WITH (fillfactor = 85, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_subjects (
    id     uuid PRIMARY KEY,
    search text NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_assignees (
    member     uuid        NOT NULL,
    status     uuid        NOT NULL,
    created_at timestamptz NOT NULL,
    id         uuid        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE ticket_tags (
    tag        text        NOT NULL,
    created_at timestamptz NOT NULL,
    id         uuid        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);";

/// Each index serves a filter together with an order. The trigram index is left out where the
/// extension is missing: the filter by text then reads all subjects.
pub(super) const INDEXES: &str = "
INSERT INTO ticket_assignees (member, status, created_at, id)
SELECT m.id, t.status, t.created_at, t.id
FROM tickets t
CROSS JOIN unnest(t.assignees) m(id)
WHERE NOT t.deleted;

INSERT INTO ticket_tags (tag, created_at, id)
SELECT g.tag, t.created_at, t.id
FROM tickets t
CROSS JOIN unnest(t.tags) g(tag)
WHERE NOT t.deleted;

CREATE INDEX ON tickets (number);
CREATE INDEX ON tickets (created_at, id);
CREATE INDEX ON tickets (status, created_at, id) WHERE NOT deleted;
CREATE INDEX ON tickets (department, created_at, id) WHERE NOT deleted;
CREATE INDEX ON tickets (updated_at, id) WHERE NOT deleted;
CREATE INDEX ON tickets (coalesce(due_at, 'infinity'), id) WHERE NOT deleted;
CREATE UNIQUE INDEX ON ticket_assignees (member, status, created_at, id);
CREATE INDEX ON ticket_assignees (member, created_at, id) INCLUDE (status);
CREATE UNIQUE INDEX ON ticket_tags (tag, created_at, id);

DO $$
DECLARE
    home name;
BEGIN
    SELECT n.nspname INTO home
    FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN
        EXECUTE format('CREATE INDEX ON ticket_subjects USING gin (search %I.gin_trgm_ops)', home);
    END IF;
END $$;

ANALYZE tickets, ticket_subjects, ticket_assignees, ticket_tags;";
