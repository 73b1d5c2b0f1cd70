//! The tables of search.

/// `parts` holds the words of each part of a ticket with their places; `id` is the tag's, file's or
/// message's, `ordered` where the log tells of the part if its place among the others matters,
/// `edited` where it tells how a message reads now, `label` a tag as it is.
///
/// `documents` holds all words of each ticket that is neither deleted nor merged: that is what is
/// looked through. Before each stands the code of the ticket's shelf. Postgres takes a megabyte of
/// them: what would make it longer is left out, in the order in which it was said. A row is kept
/// narrow, since a common word leads to many of them.
///
/// `near` leads from words with a letter left out to the words of subjects and tags. Words that no
/// ticket has any more stay there until the next build, and are offered to nobody.
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
    kind     text     COLLATE "C" NOT NULL,
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
    shelf      bigint      NOT NULL,
    created_at timestamptz NOT NULL,
    customer   uuid,
    doc        tsvector    NOT NULL
) WITH (toast_tuple_target = 128, fillfactor = 90, autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE shelves (
    shelf bigint      PRIMARY KEY,
    first timestamptz NOT NULL,
    last  timestamptz NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE near (
    form text COLLATE "C" NOT NULL,
    word text COLLATE "C" NOT NULL,
    PRIMARY KEY (form, word)
);

CREATE TABLE people (
    id          uuid     PRIMARY KEY,
    position    bigint   NOT NULL,
    name        text,
    emails      text[]   NOT NULL,
    merged_into uuid,
    words       tsvector NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

DO $$
BEGIN
    ALTER TABLE documents ALTER COLUMN doc SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN
    NULL; -- this Postgres has the slower kind alone
END $$;

CREATE AGGREGATE joined (tsvector) (
    SFUNC = tsvector_concat,
    STYPE = tsvector,
    INITCOND = ''
);

CREATE FUNCTION fitting (doc tsvector, words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN length(doc) + length(words) <= 18000 THEN doc || words ELSE doc END
$$;

CREATE AGGREGATE joined_fitting (tsvector) (
    SFUNC = fitting,
    STYPE = tsvector,
    INITCOND = ''
);

CREATE FUNCTION shelved (shelf bigint, words tsvector) RETURNS tsvector
LANGUAGE sql IMMUTABLE AS $$
    SELECT array_to_tsvector(ARRAY (SELECT shelf || form FROM unnest(tsvector_to_array(words)) form))
$$;

CREATE FUNCTION document_of (which uuid, shelf bigint) RETURNS tsvector
LANGUAGE sql STABLE AS $$
    SELECT shelved(shelf, joined_fitting(strip(p.words) ORDER BY p.ordered, p.kind, p.id))
    FROM parts p
    WHERE p.ticket = which
$$;"#;

/// The index takes words shelf by shelf, as tickets come; what waits to be put into it, a search
/// must read whole. It is made last and with less memory than the others: a tree of words that is
/// small is quicker to find places in, and leaves the index smaller.
pub(super) const INDEXES: &str = "
INSERT INTO shelves (shelf, first, last)
SELECT d.shelf, min(d.created_at), max(d.created_at)
FROM documents d
GROUP BY d.shelf;

CREATE INDEX ON documents (shelf);
CREATE INDEX ON documents (customer) WHERE customer IS NOT NULL;
CREATE INDEX ON parts (label, ticket) WHERE kind = 't';
CREATE INDEX ON people USING gin (words) WITH (gin_pending_list_limit = 512);
CREATE INDEX ON people (merged_into) WHERE merged_into IS NOT NULL;

SET LOCAL maintenance_work_mem = '32MB';
CREATE INDEX ON documents USING gin (doc) WITH (gin_pending_list_limit = 512);

ANALYZE searched_tickets, parts, documents, shelves, near, people;";

pub(super) const ROWS: &str = "
SELECT (SELECT count(*) FROM searched_tickets) + (SELECT count(*) FROM people)";
