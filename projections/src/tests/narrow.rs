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

const DIFFERENCES: [&str; 11] = [
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
