//! What narrow tables and counts must hold: what the rows of tickets say.

use super::world::World;

/// The narrow tables list exactly what the wide one says.
pub async fn assert_narrow_tables_agree(world: &World) {
    let sql = world.sql().await;
    let schema = world.serving("tickets").await.schema;
    sql.batch_execute(&format!("SET search_path = {schema}"))
        .await
        .unwrap();
    for difference in DIFFERENCES {
        let rows = sql.query(difference, &[]).await.unwrap();
        assert!(rows.is_empty(), "{difference}\n{rows:?}");
    }
}

const DIFFERENCES: [&str; 13] = [
    "WITH a AS (
         SELECT k.key, t.created_at, t.id FROM tickets t CROSS JOIN unnest(t.keys) k(key)
     ), b AS (SELECT key, created_at, id FROM ticket_keys)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT m.id AS member, t.status, t.created_at, t.id
         FROM tickets t CROSS JOIN unnest(t.assignees) m(id) WHERE NOT t.hidden
     ), b AS (SELECT member, status, created_at, id FROM ticket_assignees)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT g.tag, t.created_at, t.id
         FROM tickets t CROSS JOIN unnest(t.tags) g(tag) WHERE NOT t.hidden
     ), b AS (SELECT tag, created_at, id FROM ticket_tags)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT status, priority, department, assignees <> '{}', count(*)::numeric
         FROM tickets WHERE NOT hidden GROUP BY 1, 2, 3, 4
     ), b AS (
         SELECT status, priority, department, assigned, sum(tickets)
         FROM ticket_counts GROUP BY 1, 2, 3, 4 HAVING sum(tickets) <> 0
     )
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT t.status, t.priority, t.department, m.id, count(*)::numeric
         FROM tickets t LEFT JOIN LATERAL unnest(t.assignees) m(id) ON true
         WHERE NOT t.hidden GROUP BY 1, 2, 3, 4
     ), b AS (
         SELECT status, priority, department, member, sum(tickets)
         FROM ticket_assigned_counts GROUP BY 1, 2, 3, 4 HAVING sum(tickets) <> 0
     )
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT k.key, t.status, t.priority, t.department, t.assignees <> '{}', count(*)
         FROM tickets t CROSS JOIN unnest(t.keys) k(key)
         WHERE NOT t.hidden
           AND (k.key = ANY (ARRAY[t.department, t.customer, t.organisation])) IS NOT TRUE
         GROUP BY 1, 2, 3, 4, 5
     ), b AS (SELECT * FROM ticket_key_counts WHERE tickets <> 0)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT k.key, t.status, t.priority, t.department, m.id, count(*)
         FROM tickets t CROSS JOIN unnest(t.keys) k(key)
         LEFT JOIN LATERAL unnest(t.assignees) m(id) ON true
         WHERE NOT t.hidden
           AND (k.key = ANY (ARRAY[t.department, t.customer, t.organisation])) IS NOT TRUE
         GROUP BY 1, 2, 3, 4, 5
     ), b AS (SELECT * FROM ticket_key_assigned_counts WHERE tickets <> 0)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT g.kind, g.value, t.department, g.priority, count(*)
         FROM tickets t
         CROSS JOIN LATERAL (
             VALUES ('customer', coalesce(t.customer::text, ''), NULL::uuid),
                    ('organisation', coalesce(t.organisation::text, ''), NULL),
                    ('channel', t.channel, t.priority)
             UNION ALL
             SELECT 'tag', g.tag, t.priority FROM unnest(t.tags) g(tag)
             UNION ALL
             SELECT 'tag', '', t.priority WHERE t.tags = '{}'
         ) g(kind, value, priority)
         WHERE NOT t.hidden
         GROUP BY 1, 2, 3, 4
     ), b AS (
         SELECT * FROM ticket_group_counts
         WHERE tickets <> 0 AND kind IN ('customer', 'organisation', 'channel', 'tag')
     )
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH f AS (
         SELECT e.key AS field, e.value, t.department, t.priority
         FROM tickets t CROSS JOIN jsonb_each(t.fields::jsonb) e
         WHERE NOT t.hidden AND jsonb_typeof(e.value) <> 'number'
     ), g AS (
         SELECT field AS kind, '' AS value, department, priority FROM f WHERE value <> '[]'
         UNION ALL
         SELECT field, trim(BOTH '\"' FROM value::text), department, priority
         FROM f WHERE jsonb_typeof(value) <> 'array' AND value <> '\"\"'
         UNION ALL
         SELECT field, i.item, department, priority
         FROM f, jsonb_path_query(value, '$[*]') p, trim(BOTH '\"' FROM p::text) i(item)
         WHERE jsonb_typeof(value) = 'array'
         UNION ALL
         SELECT field || '/', p.path, department, priority
         FROM f, LATERAL (VALUES (''), (replace(translate(value::text, '[]\" ', ''), ',', '/'))) p(path)
         WHERE jsonb_typeof(value) = 'array' AND value <> '[]'
     ), a AS (
         SELECT kind, value, department, priority, count(*)
         FROM g WHERE value !~ '[^a-z0-9_/-]' AND length(value) <= 50
         GROUP BY 1, 2, 3, 4
     ), b AS (
         SELECT * FROM ticket_group_counts
         WHERE tickets <> 0 AND kind NOT IN ('customer', 'organisation', 'channel', 'tag')
     )
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "SELECT id FROM tickets EXCEPT SELECT id FROM ticket_subjects",
    "SELECT t.id FROM tickets t LEFT JOIN ticket_fields f ON f.id = t.id
     WHERE t.fields::jsonb <> coalesce(f.fields, '{}')",
    "WITH a AS (
         SELECT (k.key)::uuid, k.id FROM (
             SELECT jsonb_object_keys(t.fields::jsonb) AS key, t.id FROM tickets t
         ) k
     ), b AS (SELECT field, id FROM ticket_values)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH cc AS (
         SELECT id, jsonb_path_query(parts::jsonb, '$.**.cc[*].id') AS who FROM tickets
     ), a AS (
         SELECT customer AS who, 'requester' AS role, created_at, id FROM tickets
         WHERE customer IS NOT NULL
         UNION SELECT organisation, 'organisation', created_at, id FROM tickets
         WHERE organisation IS NOT NULL
         UNION SELECT (cc.who #>> '{}')::uuid, 'cc', t.created_at, t.id
         FROM cc JOIN tickets t ON t.id = cc.id
         WHERE (cc.who #>> '{}')::uuid IS DISTINCT FROM t.customer
         UNION SELECT (w #>> '{}')::uuid, 'watcher', created_at, id
         FROM tickets, jsonb_path_query(parts::jsonb, '$.watchers[*].id') w
         UNION SELECT m.id::uuid, 'mentioned', created_at, tickets.id
         FROM tickets, jsonb_array_elements_text(kept::jsonb -> 'mentioned') m(id)
     ), b AS (SELECT who, role, created_at, id FROM ticket_people)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
];
