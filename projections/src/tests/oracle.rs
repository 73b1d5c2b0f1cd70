//! What the list must show: a fold of the log and a filter in memory.

use super::world::World;
use crate::{FieldFilter, Snoozed, TicketColumn, TicketQuery, TicketRow, TicketSort};
use domain::field::FieldValue;
use domain::sla::{Standing, TicketStanding};
use domain::ticket::{Details, Participant, Ticket};
use eventstore::{EventFilter, Loaded};
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
        let loaded = world.store.load_at::<Ticket>(id, i32::MAX).await.unwrap();
        let stands = TicketStanding::id(id.into());
        let stands = world.store.load::<TicketStanding>(stands).await.unwrap();
        let sla = stands.state.last.as_ref().map(|last| last.standing);
        rows.push(TicketRow {
            sla: sla.unwrap_or_default(),
            ..row(id, &loaded)
        });
    }
    rows
}

/// A ticket as a list would show it.
pub fn row(id: Uuid, loaded: &Loaded<Ticket>) -> TicketRow {
    let details = *loaded.state.details.clone().unwrap();
    TicketRow {
        id: id.into(),
        version: loaded.version,
        created_at: loaded.created_at,
        updated_at: loaded.updated_at,
        deleted: loaded.state.deleted,
        messages: details.conversation.said.len() as i32,
        files: files(&details) as i32,
        minutes: details.time.iter().map(|t| i64::from(t.minutes)).sum(),
        checklist_done: details.checklist.iter().filter(|i| i.done).count() as i32,
        checklist_total: details.checklist.len() as i32,
        number: details.number,
        subject: details.subject,
        description: details.description,
        sla: Standing::default(),
        status: details.status,
        priority: details.priority,
        department: details.department,
        assignees: details.assignees,
        requester: details.requester,
        customer: details.customer,
        organisation: details.organisation,
        cc: details.cc,
        watchers: details.watchers,
        due_at: details.due_at,
        window_from: details.window_from,
        window_to: details.window_to,
        snoozed_until: details.snoozed_until,
        tags: details.tags,
        fields: details.fields,
        channel: details.channel,
        source: details.source,
        links: details.links,
        merged_into: details.merged_into,
        absorbed: details.absorbed,
        attachments: details.files,
        rating: details.rating,
        unproven: details.unproven,
        first_response_at: details.conversation.first_response_at,
        last_customer_message_at: details.conversation.last_customer_message_at,
        last_staff_message_at: details.conversation.last_staff_message_at,
    }
}

fn files(details: &Details) -> usize {
    let said = details.conversation.said.iter();
    details.files.len() + said.map(|said| said.files.len()).sum::<usize>()
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
        TicketSort::By { column, descending } => {
            let ranked = matches!(column, C::Status | C::Priority | C::Department);
            let created = |r: &TicketRow| ranked.then_some(r.created_at);
            let key = |r: &TicketRow| (key(r, column, query), created(r), r.id);
            found.sort_by_key(|r| (key(r).0.is_none(), key(r)));
            if descending {
                found.sort_by_key(|r| (key(r).0.is_none(), Reverse(key(r))));
            }
        }
    }
    found
}

use TicketColumn as C;

/// What tickets are compared by, each kind among its own.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Number(i64),
    Moment(Timestamp),
}

fn key(row: &TicketRow, column: TicketColumn, query: &TicketQuery) -> Option<Key> {
    let rank = |id: Uuid| {
        let place = query.ranks.iter().position(|other| *other == id);
        place.map(|place| Key::Number(place as i64))
    };
    let number = |number: i32| Some(Key::Number(number.into()));
    match column {
        C::CreatedAt => Some(Key::Moment(row.created_at)),
        C::UpdatedAt => Some(Key::Moment(row.updated_at)),
        C::DueAt => row.due_at.map(Key::Moment),
        C::SlaDueAt => row.sla.due_at.map(Key::Moment),
        C::WindowFrom => row.window_from.map(Key::Moment),
        C::WindowTo => row.window_to.map(Key::Moment),
        C::SnoozedUntil => row.snoozed_until.map(Key::Moment),
        C::FirstResponseAt => row.first_response_at.map(Key::Moment),
        C::LastCustomerMessageAt => row.last_customer_message_at.map(Key::Moment),
        C::LastStaffMessageAt => row.last_staff_message_at.map(Key::Moment),
        C::Number => Some(Key::Number(row.number)),
        C::Messages => number(row.messages),
        C::Files => number(row.files),
        C::Minutes => Some(Key::Number(row.minutes)),
        C::Subject => Some(Key::Text(row.subject.to_lowercase())),
        C::Status => rank(row.status.0),
        C::Priority => rank(row.priority.0),
        C::Department => row.department.and_then(|id| rank(id.0)),
        C::Field(field) => match row.fields.get(&field)? {
            FieldValue::Integer(number) => Some(Key::Number(*number)),
            FieldValue::Text(text) => Some(Key::Text(text.clone())),
            _ => None,
        },
    }
}

fn matches(row: &TicketRow, q: &TicketQuery) -> bool {
    is_shown(row, q)
        && has_attributes(row, q)
        && has_people(row, q)
        && within(Some(row.created_at), q.created_from, q.created_to)
        && within(row.due_at, q.due_from, q.due_to)
        && q.snoozed.is_none_or(|snoozed| is_snoozed(row, snoozed))
        && q.fields.iter().all(|filter| has_value(row, filter))
        && q.text.as_ref().is_none_or(|text| is_called(row, text))
        && (q.search.as_ref())
            .is_none_or(|s| is_called(row, &s.text) || s.number == Some(row.number))
}

fn is_shown(row: &TicketRow, q: &TicketQuery) -> bool {
    (q.include_deleted || !row.deleted) && (q.include_merged || row.merged_into.is_none())
}

fn has_attributes(row: &TicketRow, q: &TicketQuery) -> bool {
    one_of(&q.status, Some(row.status))
        && !q.not_status.contains(&row.status)
        && one_of(&q.priority, Some(row.priority))
        && one_of(&q.department, row.department)
        && one_of(&q.assignee, row.assignees.iter().copied())
        && q.unassigned.is_none_or(|un| row.assignees.is_empty() == un)
        && q.tag.iter().all(|t| row.tags.contains(t))
}

fn has_people(row: &TicketRow, q: &TicketQuery) -> bool {
    let ids = |people: &[Participant]| -> Vec<Uuid> {
        let id = |who: &Participant| match who {
            Participant::Member(id) => id.0,
            Participant::Customer(id) => id.0,
        };
        people.iter().map(id).collect()
    };
    let brought = row.absorbed.iter().flat_map(|a| ids(&a.cc));
    let copies = ids(&row.cc).into_iter().chain(brought);
    let copies = copies.filter(|id| row.customer.is_none_or(|asked| asked.0 != *id));
    one_of(&q.customer, row.customer)
        && one_of(&q.organisation, row.organisation)
        && one_of(&q.cc, copies)
        && one_of(&q.watcher, ids(&row.watchers))
}

fn one_of<T: PartialEq>(wanted: &[T], has: impl IntoIterator<Item = T>) -> bool {
    wanted.is_empty() || has.into_iter().any(|value| wanted.contains(&value))
}

fn within(at: Option<Timestamp>, from: Option<Timestamp>, to: Option<Timestamp>) -> bool {
    from.is_none_or(|from| at.is_some_and(|at| at >= from))
        && to.is_none_or(|to| at.is_some_and(|at| at < to))
}

fn is_snoozed(row: &TicketRow, snoozed: Snoozed) -> bool {
    let until = row.snoozed_until;
    match snoozed {
        Snoozed::At(now) => until.is_some_and(|until| until > now),
        Snoozed::NotAt(now) => until.is_none_or(|until| until <= now),
    }
}

fn has_value(row: &TicketRow, filter: &FieldFilter) -> bool {
    let has = row.fields.get(&filter.field);
    filter.any_of.iter().any(|wanted| match (has, wanted) {
        (Some(FieldValue::List(has)), FieldValue::List(wanted)) => {
            wanted.iter().all(|item| has.contains(item))
        }
        (has, wanted) => has == Some(wanted),
    })
}

fn is_called(row: &TicketRow, text: &str) -> bool {
    row.subject.to_lowercase().contains(&text.to_lowercase())
}
