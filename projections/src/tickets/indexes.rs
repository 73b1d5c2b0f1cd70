//! The narrow tables and the indexes, made once all rows are there.

/// Each index serves a filter together with an order. The trigram index is left out where the
/// extension is missing: the filter by text then reads all subjects.
pub(super) const INDEXES: &str = "
INSERT INTO ticket_assignees (member, status, created_at, id)
SELECT m.id, t.status, t.created_at, t.id
FROM tickets t
CROSS JOIN unnest(t.assignees) m(id)
WHERE NOT t.hidden;

INSERT INTO ticket_counts (status, priority, department, assigned, tickets)
SELECT t.status, t.priority, t.department, t.assignees <> '{}', count(*)
FROM tickets t
WHERE NOT t.hidden
GROUP BY 1, 2, 3, 4;

INSERT INTO ticket_assigned_counts (status, priority, department, member, tickets)
SELECT t.status, t.priority, t.department, m.id, count(*)
FROM tickets t
LEFT JOIN LATERAL unnest(t.assignees) m(id) ON true
WHERE NOT t.hidden
GROUP BY 1, 2, 3, 4;

INSERT INTO ticket_key_counts (key, status, priority, department, assigned, tickets)
SELECT k.key, t.status, t.priority, t.department, t.assignees <> '{}', count(*)
FROM tickets t
CROSS JOIN unnest(t.keys) k(key)
WHERE NOT t.hidden
  AND k.key IS DISTINCT FROM t.department
  AND k.key IS DISTINCT FROM t.customer
  AND k.key IS DISTINCT FROM t.organisation
GROUP BY 1, 2, 3, 4, 5;

INSERT INTO ticket_key_assigned_counts (key, status, priority, department, member, tickets)
SELECT k.key, t.status, t.priority, t.department, m.id, count(*)
FROM tickets t
CROSS JOIN unnest(t.keys) k(key)
LEFT JOIN LATERAL unnest(t.assignees) m(id) ON true
WHERE NOT t.hidden
  AND k.key IS DISTINCT FROM t.department
  AND k.key IS DISTINCT FROM t.customer
  AND k.key IS DISTINCT FROM t.organisation
GROUP BY 1, 2, 3, 4, 5;

INSERT INTO ticket_group_counts (kind, value, department, priority, tickets)
SELECT 'customer', coalesce(t.customer::text, ''), t.department, NULL::uuid, count(*)
FROM tickets t
WHERE NOT t.hidden
GROUP BY 1, 2, 3
UNION ALL
SELECT 'organisation', coalesce(t.organisation::text, ''), t.department, NULL, count(*)
FROM tickets t
WHERE NOT t.hidden
GROUP BY 1, 2, 3
UNION ALL
SELECT 'channel', t.channel, t.department, t.priority, count(*)
FROM tickets t
WHERE NOT t.hidden
GROUP BY 1, 2, 3, 4
UNION ALL
SELECT 'tag', coalesce(g.tag, ''), t.department, t.priority, count(*)
FROM tickets t
LEFT JOIN LATERAL unnest(t.tags) g(tag) ON true
WHERE NOT t.hidden
GROUP BY 1, 2, 3, 4
UNION ALL
SELECT g.kind, g.value, t.department, t.priority, count(*)
FROM tickets t
CROSS JOIN LATERAL jsonb_each(t.fields::jsonb) f(field, value)
CROSS JOIN LATERAL (
    SELECT f.field, ''
    UNION ALL
    SELECT f.field, f.value #>> '{}'
    WHERE jsonb_typeof(f.value) <> 'array' AND f.value <> '\"\"'
    UNION ALL
    SELECT f.field, i.item
    FROM jsonb_array_elements_text(CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value END) i(item)
    UNION ALL
    SELECT f.field || '/', unnest(ARRAY['', p.path])
    FROM (
        SELECT string_agg(i.item, '/' ORDER BY i.nr), count(*)
        FROM jsonb_array_elements_text(CASE jsonb_typeof(f.value) WHEN 'array' THEN f.value END)
             WITH ORDINALITY i(item, nr)
    ) p(path, items)
    WHERE p.items BETWEEN 1 AND 6
) g(kind, value)
WHERE NOT t.hidden
  AND t.fields <> '{}'
  AND jsonb_typeof(f.value) IN ('boolean', 'string', 'array')
  AND f.value <> '[]'
  AND g.value ~ '^([a-z0-9_-]{1,50}(/[a-z0-9_-]{1,50})*)?$'
GROUP BY 1, 2, 3, 4;

INSERT INTO ticket_tags (tag, created_at, id)
SELECT g.tag, t.created_at, t.id
FROM tickets t
CROSS JOIN unnest(t.tags) g(tag)
WHERE NOT t.hidden;

INSERT INTO ticket_people (who, role, created_at, id)
SELECT t.customer, 'requester', t.created_at, t.id
FROM tickets t
WHERE t.customer IS NOT NULL
UNION ALL
SELECT t.organisation, 'organisation', t.created_at, t.id
FROM tickets t
WHERE t.organisation IS NOT NULL
UNION ALL
(
    SELECT (p.who ->> 'id')::uuid, p.role, t.created_at, t.id
    FROM tickets t
    CROSS JOIN LATERAL (
        SELECT 'cc', jsonb_path_query(t.parts::jsonb, '$.cc[*]')
        UNION ALL
        SELECT 'cc', jsonb_path_query(t.parts::jsonb, '$.absorbed[*].cc[*]')
        UNION ALL
        SELECT 'watcher', jsonb_path_query(t.parts::jsonb, '$.watchers[*]')
    ) p(role, who)
    WHERE t.parts IS NOT NULL
      AND (p.role <> 'cc' OR (p.who ->> 'id')::uuid IS DISTINCT FROM t.customer)
    GROUP BY 1, 2, 3, 4
)
UNION ALL
SELECT m.id::uuid, 'mentioned', t.created_at, t.id
FROM tickets t
CROSS JOIN jsonb_array_elements_text(t.kept::jsonb -> 'mentioned') m(id)
WHERE t.kept <> '{}';

INSERT INTO ticket_keys (key, created_at, id)
SELECT k.key, t.created_at, t.id
FROM tickets t
CROSS JOIN unnest(t.keys) k(key);

INSERT INTO ticket_fields (id, fields, folded)
SELECT t.id, t.fields::jsonb, t.folded::jsonb
FROM tickets t
WHERE t.fields <> '{}';

INSERT INTO ticket_values (field, number, word, id)
SELECT v.field::uuid,
       CASE jsonb_typeof(v.value)
           WHEN 'number' THEN v.value::float8
           WHEN 'boolean' THEN v.value::boolean::int
           ELSE 0
       END,
       CASE jsonb_typeof(v.value)
           WHEN 'string' THEN left(v.value #>> '{}', 60)
           WHEN 'array' THEN left(
               (SELECT string_agg(l.item, U&'\\001F' ORDER BY l.place)
                FROM jsonb_array_elements_text(v.value) WITH ORDINALITY l(item, place)), 60)
           ELSE ''
       END,
       t.id
FROM tickets t
CROSS JOIN LATERAL jsonb_each(t.fields::jsonb || coalesce(t.folded::jsonb, '{}')) v(field, value)
WHERE t.fields <> '{}';

CREATE INDEX ON tickets (number);
CREATE INDEX ON tickets (created_at, id) INCLUDE (department, priority, status, hidden);
CREATE INDEX ON tickets (status, created_at, id) WHERE NOT hidden;
CREATE INDEX ON tickets (status, created_at, id) WHERE NOT hidden AND assignees = '{}';
CREATE INDEX ON tickets (status, coalesce(due_at, 'infinity'), id)
    INCLUDE (due_at, department, priority, assignees) WHERE NOT hidden;
CREATE INDEX ON tickets (status, coalesce(last_customer_message_at, 'infinity'), id)
    WHERE NOT hidden;
CREATE INDEX ON tickets (status, coalesce(last_customer_message_at, 'infinity'), id)
    WHERE NOT hidden
      AND ((last_staff_message_at IS NOT NULL) IS NOT TRUE
           OR last_customer_message_at > last_staff_message_at);
CREATE INDEX ON tickets (department, created_at, id) WHERE NOT hidden;
CREATE INDEX ON tickets (priority, created_at, id) INCLUDE (department, customer) WHERE NOT hidden;
CREATE INDEX ON tickets (updated_at, id);
CREATE INDEX ON tickets (coalesce(due_at, 'infinity'), id);
CREATE INDEX ON tickets (coalesce(due_at, '-infinity'), id);
CREATE INDEX ON tickets (coalesce(last_customer_message_at, 'infinity'), id);
CREATE INDEX ON tickets (coalesce(last_customer_message_at, '-infinity'), id);
CREATE INDEX ON ticket_subjects (left(search, 60) COLLATE \"C\", id);
CREATE INDEX ON tickets (snoozed_until, id) WHERE snoozed_until IS NOT NULL;
CREATE INDEX ON tickets (window_from, id) WHERE window_from IS NOT NULL;
CREATE INDEX ON tickets (window_to, id) WHERE window_to IS NOT NULL;
CREATE INDEX ON tickets (first_response_at, id) WHERE first_response_at IS NOT NULL;
CREATE INDEX ON tickets (last_staff_message_at, id) WHERE last_staff_message_at IS NOT NULL;
CREATE INDEX ON tickets (sla_due_at, id) WHERE sla_due_at IS NOT NULL;
CREATE INDEX ON tickets (sla_warn_at, id) WHERE sla_warn_at IS NOT NULL;
CREATE INDEX ON tickets (messages, id);
CREATE INDEX ON tickets (files, id);
CREATE INDEX ON tickets (minutes, id);
CREATE INDEX ON ticket_fields USING gin (fields jsonb_path_ops);
CREATE UNIQUE INDEX ON ticket_values (field, number, word, id);
CREATE UNIQUE INDEX ON ticket_people (who, role, created_at, id);
CREATE UNIQUE INDEX ON ticket_assignees (member, status, created_at, id);
CREATE INDEX ON ticket_assignees (member, created_at, id) INCLUDE (status);
CREATE UNIQUE INDEX ON ticket_tags (tag, created_at, id);
CREATE UNIQUE INDEX ON ticket_key_counts (key, status, priority, department, assigned)
    NULLS NOT DISTINCT;
CREATE UNIQUE INDEX ON ticket_key_assigned_counts (key, status, priority, department, member)
    NULLS NOT DISTINCT;
CREATE UNIQUE INDEX ON ticket_group_counts (kind, department, value, priority)
    NULLS NOT DISTINCT;
CREATE UNIQUE INDEX ON ticket_keys (key, created_at, id);

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

ANALYZE tickets, ticket_subjects, ticket_descriptions, ticket_fields, ticket_values, ticket_people,
        ticket_assignees, ticket_tags, ticket_keys, ticket_counts, ticket_assigned_counts,
        ticket_key_counts, ticket_key_assigned_counts, ticket_group_counts;";
