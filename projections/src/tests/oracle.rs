//! What the list must show: a fold of the log and a filter in memory.

use super::world::World;
use crate::{TicketQuery, TicketRow, TicketSort};
use domain::ticket::Ticket;
use eventstore::EventFilter;
use jiff::Timestamp;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Every ticket, deleted or not, as the log tells it.
pub async fn folded(world: &World) -> Vec<TicketRow> {
    let all = EventFilter::categories(&["ticket"]);
    let events = world.store.read_filtered(0, 1_000_000, &all).await.unwrap();
    let ids: BTreeSet<_> = events.iter().map(|e| e.stream_id).collect();
    let mut rows = Vec::new();
    for id in ids {
        rows.push(row(world, id).await);
    }
    rows
}

async fn row(world: &World, id: Uuid) -> TicketRow {
    let loaded = world.store.load_at::<Ticket>(id, i32::MAX).await.unwrap();
    let details = loaded.state.details.clone().unwrap();
    TicketRow {
        id: id.into(),
        number: details.number,
        subject: details.subject,
        description: details.description,
        status: details.status,
        priority: details.priority,
        department: details.department,
        assignees: details.assignees,
        requester: details.requester,
        due_at: details.due_at,
        window_from: details.window_from,
        window_to: details.window_to,
        tags: details.tags,
        channel: details.channel,
        version: loaded.version,
        created_at: loaded.created_at,
        updated_at: loaded.updated_at,
        deleted: loaded.state.deleted,
        messages: i32::try_from(details.conversation.said.len()).unwrap(),
    }
}

/// What the query finds among `rows`, in its order.
pub fn found(rows: &[TicketRow], query: &TicketQuery) -> Vec<TicketRow> {
    let mut found: Vec<_> = rows.iter().filter(|r| matches(r, query)).cloned().collect();
    let due = |r: &TicketRow| r.due_at.unwrap_or(Timestamp::MAX);
    match query.sort {
        TicketSort::CreatedDesc => found.sort_by_key(|r| Reverse((r.created_at, r.id))),
        TicketSort::CreatedAsc => found.sort_by_key(|r| (r.created_at, r.id)),
        TicketSort::UpdatedDesc => found.sort_by_key(|r| Reverse((r.updated_at, r.id))),
        TicketSort::DueAsc => found.sort_by_key(|r| (due(r), r.id)),
    }
    found
}

fn matches(row: &TicketRow, q: &TicketQuery) -> bool {
    let any = |none: bool, hit: bool| none || hit;
    let text = |t: &String| row.subject.to_lowercase().contains(&t.to_lowercase());
    let within = |at: Option<Timestamp>, from: Option<Timestamp>, to: Option<Timestamp>| {
        from.is_none_or(|from| at.is_some_and(|at| at >= from))
            && to.is_none_or(|to| at.is_some_and(|at| at < to))
    };
    any(q.status.is_empty(), q.status.contains(&row.status))
        && !q.not_status.contains(&row.status)
        && any(q.priority.is_empty(), q.priority.contains(&row.priority))
        && any(
            q.department.is_empty(),
            row.department.is_some_and(|d| q.department.contains(&d)),
        )
        && any(
            q.assignee.is_empty(),
            row.assignees.iter().any(|m| q.assignee.contains(m)),
        )
        && q.unassigned.is_none_or(|un| row.assignees.is_empty() == un)
        && q.tag.iter().all(|t| row.tags.contains(t))
        && within(Some(row.created_at), q.created_from, q.created_to)
        && within(row.due_at, q.due_from, q.due_to)
        && q.text.as_ref().is_none_or(text)
        && (q.include_deleted || !row.deleted)
}

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

const DIFFERENCES: [&str; 3] = [
    "WITH a AS (
         SELECT m.id AS member, t.status, t.created_at, t.id
         FROM tickets t CROSS JOIN unnest(t.assignees) m(id) WHERE NOT t.deleted
     ), b AS (SELECT member, status, created_at, id FROM ticket_assignees)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "WITH a AS (
         SELECT g.tag, t.created_at, t.id
         FROM tickets t CROSS JOIN unnest(t.tags) g(tag) WHERE NOT t.deleted
     ), b AS (SELECT tag, created_at, id FROM ticket_tags)
     (TABLE a EXCEPT ALL TABLE b) UNION ALL (TABLE b EXCEPT ALL TABLE a)",
    "SELECT id FROM tickets EXCEPT SELECT id FROM ticket_subjects",
];
