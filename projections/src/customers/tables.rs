//! The tables of customers and organisations.

/// `merged_into` is where a merge leads in the end, however many there were. `search` is what is
/// looked through, `sort_name` what lists by name are in the order of.
pub(super) const TABLES: &str = r#"
CREATE TABLE customers (
    id           uuid        PRIMARY KEY,
    version      int         NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    name         text,
    emails       text[]      NOT NULL,
    phones       text[]      NOT NULL,
    organisation uuid,
    language     text,
    time_zone    text,
    notes        text        NOT NULL,
    retired      boolean     NOT NULL,
    merged_into  uuid,
    sort_name    text        COLLATE "C" NOT NULL,
    search       text        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);

CREATE TABLE organisations (
    id         uuid        PRIMARY KEY,
    version    int         NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    name       text        NOT NULL,
    domains    text[]      NOT NULL,
    notes      text        NOT NULL,
    shares     boolean     NOT NULL,
    retired    boolean     NOT NULL,
    sort_name  text        COLLATE "C" NOT NULL,
    search     text        NOT NULL
) WITH (autovacuum_analyze_scale_factor = 0.05);"#;

/// Every merge is brought to where it leads in the end. The trigram indexes are left out where
/// the extension is missing: a search then reads all rows.
pub(super) const INDEXES: &str = "
WITH RECURSIVE chain (id, target) AS (
    SELECT id, merged_into
    FROM customers
    WHERE merged_into IS NOT NULL
    UNION ALL
    SELECT c.id, t.merged_into
    FROM chain c
    JOIN customers t ON t.id = c.target
    WHERE t.merged_into IS NOT NULL
)
UPDATE customers c
SET merged_into = e.target
FROM chain e
JOIN customers t ON t.id = e.target
WHERE c.id = e.id
  AND t.merged_into IS NULL
  AND c.merged_into <> e.target;

CREATE INDEX ON customers (created_at, id) WHERE merged_into IS NULL;
CREATE INDEX ON customers (sort_name, id) WHERE merged_into IS NULL;
CREATE INDEX ON customers (organisation, created_at, id) INCLUDE (retired) WHERE merged_into IS NULL;
CREATE INDEX ON customers (organisation, sort_name, id) WHERE merged_into IS NULL;
CREATE INDEX ON customers (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ON organisations (sort_name, id);

DO $$
DECLARE
    home name;
BEGIN
    SELECT n.nspname INTO home
    FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
    WHERE e.extname = 'pg_trgm';
    IF home IS NOT NULL THEN
        EXECUTE format('CREATE INDEX ON customers USING gin (search %I.gin_trgm_ops)', home);
        EXECUTE format('CREATE INDEX ON organisations USING gin (search %I.gin_trgm_ops)', home);
    END IF;
END $$;

ANALYZE customers, organisations;";

pub(super) const ROWS: &str = "
SELECT (SELECT count(*) FROM customers) + (SELECT count(*) FROM organisations)";
