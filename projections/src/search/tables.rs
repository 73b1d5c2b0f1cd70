//! The tables of search.

/// `parts` holds the words of each part of a ticket with their places; `id` is the tag's, file's or
/// message's, `ordered` where the log tells of the part if its place among the others matters,
/// `edited` where it tells how a message reads now, `label` a tag as it is.
///
/// `documents` holds all words of each ticket that is neither deleted nor merged: that is what is
/// looked through. Postgres takes a megabyte of them: what would make it longer is left out, in the
/// order in which it was said. A row is kept narrow, since a common word leads to many of them.
pub(super) const TABLES: &str = r#"
CREATE TABLE searched_tickets (
    id         uuid        PRIMARY KEY,
    position   bigint      NOT NULL,
    number     bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    customer   uuid,
    deleted    boolean     NOT NULL,
    merged     boolean     NOT NULL
) WITH (fillfactor = 85, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE parts (
    ticket   uuid     NOT NULL,
    kind     text     NOT NULL,
    id       uuid     NOT NULL,
    ordered  bigint   NOT NULL,
    edited   bigint,
    internal boolean  NOT NULL,
    label    text     COLLATE "C",
    words    tsvector NOT NULL,
    PRIMARY KEY (ticket, kind, id)
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE documents (
    id         uuid        PRIMARY KEY,
    created_at timestamptz NOT NULL,
    customer   uuid,
    doc        tsvector    NOT NULL
) WITH (toast_tuple_target = 128, fillfactor = 90, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE people (
    id          uuid     PRIMARY KEY,
    position    bigint   NOT NULL,
    name        text,
    emails      text[]   NOT NULL,
    merged_into uuid,
    words       tsvector NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE AGGREGATE joined (tsvector) (
    SFUNC = tsvector_concat,
    STYPE = tsvector,
    INITCOND = ''
);

CREATE FUNCTION fitting (doc tsvector, words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN length(doc) + length(words) <= 16000 THEN doc || words ELSE doc END
$$;

CREATE AGGREGATE joined_fitting (tsvector) (
    SFUNC = fitting,
    STYPE = tsvector,
    INITCOND = ''
);

CREATE FUNCTION document_of (which uuid) RETURNS tsvector
LANGUAGE sql STABLE AS $$
    SELECT joined_fitting(strip(p.words) ORDER BY p.ordered, p.kind, p.id)
    FROM parts p
    WHERE p.ticket = which
$$;"#;

/// Documents are made at once when all parts are there. Few tickets are longer than fits.
pub(super) const INDEXES: &str = "
SET LOCAL enable_hashagg = off;

CREATE TEMPORARY TABLE long_tickets ON COMMIT DROP AS
SELECT p.ticket AS id
FROM parts p
GROUP BY p.ticket
HAVING sum(length(p.words)) > 16000;

INSERT INTO documents (id, created_at, customer, doc)
SELECT t.id, t.created_at, t.customer, p.doc
FROM (
    SELECT p.ticket, joined(strip(p.words)) AS doc
    FROM parts p
    WHERE NOT EXISTS (SELECT FROM long_tickets l WHERE l.id = p.ticket)
    GROUP BY p.ticket
) p
JOIN searched_tickets t ON t.id = p.ticket
WHERE NOT t.deleted
  AND NOT t.merged;

INSERT INTO documents (id, created_at, customer, doc)
SELECT t.id, t.created_at, t.customer, document_of(t.id)
FROM long_tickets l
JOIN searched_tickets t ON t.id = l.id
WHERE NOT t.deleted
  AND NOT t.merged;

CREATE INDEX ON documents USING gin (doc) WITH (gin_pending_list_limit = 512);
CREATE INDEX ON documents (customer) WHERE customer IS NOT NULL;
CREATE INDEX ON parts (label, ticket) WHERE kind = 't';
CREATE INDEX ON people USING gin (words) WITH (gin_pending_list_limit = 512);
CREATE INDEX ON people (merged_into) WHERE merged_into IS NOT NULL;

ANALYZE searched_tickets, parts, documents, people;
SET LOCAL enable_hashagg = on;";

pub(super) const ROWS: &str = "
SELECT (SELECT count(*) FROM searched_tickets) + (SELECT count(*) FROM people)";
