//! Who asked and what the custom fields hold: the store against the independent reading of the log.

use super::counts;
use super::oracle::{FIELDS, Oracle};
use std::collections::{BTreeMap, BTreeSet};
use tokio_postgres::Client;

/// Every customer and organisation once, and the tickets of each.
pub async fn check_customers(session: &Client, oracle: &Oracle) {
    let once: BTreeMap<_, _> = (oracle.customers().into_iter())
        .map(|name| (format!("{name} of {name}"), 1))
        .collect();
    assert_eq!(counts(session, CONTACTS).await, once);
    let names: BTreeSet<_> = counts(session, ORGANISATIONS).await.into_keys().collect();
    assert_eq!(names, oracle.customers());
    let tickets = counts(session, TICKETS_OF_ORGANISATIONS).await;
    assert_eq!(tickets, oracle.last_customers());
    let tickets = counts(session, TICKETS_OF_CUSTOMERS).await;
    assert_eq!(tickets, oracle.last_customers());
    let changes = counts(session, REQUESTER_CHANGES).await;
    assert_eq!(changes["all"], oracle.customer_changes() as i64);
}

/// Value by value, at the beginning of the tickets and now, and every change between.
pub async fn check_fields(session: &Client, oracle: &Oracle) {
    let (mut first, mut last) = (BTreeMap::new(), BTreeMap::new());
    let (mut choices, mut changes) = (BTreeMap::new(), BTreeMap::new());
    for (key, _) in FIELDS {
        let named = |(value, n): (String, i64)| (format!("{key}: {value}"), n);
        first.extend(oracle.first_values(key).into_iter().map(named));
        last.extend(oracle.last_values(key).into_iter().map(named));
        choices.extend(
            oracle
                .values(key)
                .into_iter()
                .map(|value| named((value, 1))),
        );
        changes.extend(match oracle.value_changes(key) {
            0 => None,
            count => Some((key.to_owned(), count as i64)),
        });
    }
    assert_eq!(counts(session, CHOICES).await, choices);
    assert_eq!(counts(session, FIRST_VALUES).await, first);
    assert_eq!(counts(session, LAST_VALUES).await, last);
    assert_eq!(counts(session, VALUE_CHANGES).await, changes);
}

const CONTACTS: &str = "
SELECT concat(c.data ->> 'name', ' of ', o.data ->> 'name'), count(*)
FROM es.events c
JOIN es.events o ON o.stream_id::text = c.data ->> 'organisation' AND o.type = 'organisation.created'
WHERE c.type = 'customer.created'
GROUP BY 1";

const ORGANISATIONS: &str = "
SELECT data ->> 'name', count(*)
FROM es.events
WHERE type = 'organisation.created'
GROUP BY 1";

const TICKETS_OF_ORGANISATIONS: &str = "
SELECT o.data ->> 'name', count(*)
FROM (SELECT DISTINCT ON (stream_id) data ->> 'organisation' AS id
      FROM es.events
      WHERE type IN ('ticket.created', 'ticket.requester_changed')
      ORDER BY stream_id, version DESC) t
JOIN es.events o ON o.stream_id::text = t.id AND o.type = 'organisation.created'
GROUP BY 1";

const TICKETS_OF_CUSTOMERS: &str = "
SELECT c.data ->> 'name', count(*)
FROM (SELECT DISTINCT ON (stream_id) coalesce(data ->> 'to', data ->> 'customer') AS id
      FROM es.events
      WHERE type IN ('ticket.created', 'ticket.requester_changed')
      ORDER BY stream_id, version DESC) t
JOIN es.events c ON c.stream_id::text = t.id AND c.type = 'customer.created'
GROUP BY 1";

const REQUESTER_CHANGES: &str = "
SELECT 'all', count(*)
FROM es.events
WHERE type = 'ticket.requester_changed'";

const CHOICES: &str = "
SELECT concat(f.data ->> 'key', ': ', c ->> 'name'), count(*)
FROM es.events f, json_array_elements(f.data -> 'kind' -> 'choices') c
WHERE f.type = 'field.saved'
GROUP BY 1";

const FIRST_VALUES: &str = "
SELECT concat(f.data ->> 'key', ': ', c ->> 'name'), count(*)
FROM es.events t
CROSS JOIN json_each_text(t.data -> 'fields') v
JOIN es.events f ON f.stream_id::text = v.key AND f.type = 'field.saved'
CROSS JOIN json_array_elements(f.data -> 'kind' -> 'choices') c
WHERE t.type = 'ticket.created'
  AND c ->> 'key' = v.value
GROUP BY 1";

const LAST_VALUES: &str = "
WITH told AS (
    SELECT t.stream_id, t.version, v.key AS field, v.value
    FROM es.events t, json_each_text(t.data -> 'fields') v
    WHERE t.type = 'ticket.created'
    UNION ALL
    SELECT stream_id, version, data ->> 'field', data ->> 'to'
    FROM es.events
    WHERE type = 'ticket.field_changed'
), last AS (
    SELECT DISTINCT ON (stream_id, field) field, value
    FROM told
    ORDER BY stream_id, field, version DESC
)
SELECT concat(f.data ->> 'key', ': ', c ->> 'name'), count(*)
FROM last
JOIN es.events f ON f.stream_id::text = last.field AND f.type = 'field.saved'
CROSS JOIN json_array_elements(f.data -> 'kind' -> 'choices') c
WHERE c ->> 'key' = last.value
GROUP BY 1";

const VALUE_CHANGES: &str = "
SELECT f.data ->> 'key', count(*)
FROM es.events t
JOIN es.events f ON f.stream_id::text = t.data ->> 'field' AND f.type = 'field.saved'
WHERE t.type = 'ticket.field_changed'
GROUP BY 1";
