//! Tickets of a year, in five departments of very different size.

use crate::setup::{Failure, client};
use domain::field::FieldValue;
use domain::ids::derived;
use domain::setting::{Department, Member, Role, Scope, Setting, SettingCommand, SettingKind};
use domain::ticket::{Created, TicketEvent};
use domain::{
    Actor, Catalog, DepartmentId, FieldId, MemberId, Permission, PriorityId, RoleId, StatusId,
};
use eventstore::{Append, EventStore, Execute, Outcome, StoreOptions, StreamPart};
use jiff::{SignedDuration, Timestamp};
use std::sync::LazyLock;
use uuid::Uuid;

const PER_COMMAND: usize = 200;
/// How many tickets of a hundred each department has; the rest nobody has routed yet.
pub const SHARES: [(&str, u64); 5] = [("a", 40), ("b", 25), ("c", 15), ("d", 10), ("e", 5)];
/// And each status.
pub const STATUSES: [(&str, u64); 5] = [
    ("closed", 70),
    ("open", 12),
    ("in_progress", 8),
    ("pending", 5),
    ("resolved", 5),
];
/// And each priority.
pub const PRIORITIES: [(&str, u64); 4] = [("low", 10), ("normal", 70), ("high", 15), ("urgent", 5)];
const MEMBERS: u64 = 40;

/// The department that is listed; the third largest.
pub static OFFICE: LazyLock<DepartmentId> = LazyLock::new(|| department("c"));
/// The key of a member who sees that department alone.
pub const NARROW: &str = "bench-key-of-one-department";
/// The key of one who sees everything.
pub const ALL_SEEING: &str = "bench-key-of-an-auditor";

/// Returns where the log ends.
pub async fn seed(url: &str, tickets: usize) -> Result<i64, Failure> {
    let store = EventStore::connect(StoreOptions::new(url)).await?;
    people(&store, url).await?;
    let numbers = store.next_numbers(tickets as i64).await?;
    let mut position = 0;
    for numbers in numbers.chunks(PER_COMMAND) {
        position = append(&store, numbers, tickets).await?;
    }
    store.stop().await;
    Ok(position)
}

async fn people(store: &EventStore, url: &str) -> Result<(), Failure> {
    for (name, _) in SHARES {
        create(store, department(name).0, Department::new(name)).await?;
    }
    let role = Role {
        key: "narrow".to_owned(),
        name: "Narrow".to_owned(),
        permissions: [Permission::ReadTickets].into_iter().collect(),
        scope: Scope::Department,
        unrouted: false,
        names: Default::default(),
    };
    create(store, RoleId::from_key("narrow").0, role).await?;
    let session = client(url).await?;
    for (key, role) in [(NARROW, "narrow"), (ALL_SEEING, Role::AUDITOR)] {
        let id = derived("bench.member", role);
        let member = Member {
            department_ids: vec![*OFFICE],
            ..Member::new(role).with_roles(&[role.to_owned()])
        };
        create(store, id, member).await?;
        session.execute(ADD_KEY, &[&key, &id]).await?;
    }
    Ok(())
}

/// With all that was created before: one setting may name another.
async fn create<T: SettingKind>(store: &EventStore, id: Uuid, value: T) -> Result<(), Failure> {
    let mut catalog = Catalog::default();
    for event in store.read_after(0, PER_COMMAND).await? {
        catalog.apply(&event)?;
    }
    let (create, now) = (SettingCommand::Create(value), Timestamp::now());
    let execute = Execute::<Setting<T>>::new(id, create, Actor::SYSTEM, &catalog, now);
    store.execute(execute).await?;
    Ok(())
}

async fn append(store: &EventStore, numbers: &[i64], tickets: usize) -> Result<i64, Failure> {
    let part = |id: &Uuid| StreamPart {
        id: *id,
        category: "ticket",
        expected_version: 0,
    };
    let ids: Vec<Uuid> = numbers.iter().map(|_| Uuid::now_v7()).collect();
    let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part(&ids[0]));
    append.streams = ids.iter().map(part).collect();
    for (stream, number) in numbers.iter().enumerate() {
        let [created, later] = moments(*number, tickets);
        append.push(stream, created, &ticket(*number, created))?;
        let tag = "seen".to_owned();
        append.push(stream, later, &TicketEvent::Tagged { tag })?;
    }
    match store.append(append).await? {
        Outcome::Appended { appended, .. } => Ok(appended.last_position),
        _ => Err("not seeded".into()),
    }
}

/// Spread over the last year; changed up to a month after, mostly soon.
fn moments(number: i64, tickets: usize) -> [Timestamp; 2] {
    let minutes = |minutes: u64| SignedDuration::from_mins(minutes as i64);
    let age = minutes(((tickets as i64 - number).max(0) as u64 + 1) * 5);
    let created = Timestamp::now() - age;
    let soon = drawn(number, 1, 200) * drawn(number, 2, 200);
    [created, created + minutes(soon).min(age)]
}

fn ticket(number: i64, created: Timestamp) -> TicketEvent {
    let subject = format!("Ticket {number}: the printer on the second floor is on fire");
    let status = StatusId::from_key(shared(&STATUSES, drawn(number, 3, 100)).unwrap_or("open"));
    let priority =
        PriorityId::from_key(shared(&PRIORITIES, drawn(number, 9, 100)).unwrap_or("low"));
    let floor = (drawn(number, 10, 3) == 0).then(|| drawn(number, 11, 40) as i64);
    let floor = floor.map(|floor| (FieldId::from_key("floor"), FieldValue::Integer(floor)));
    let assignee = (drawn(number, 4, 5) > 0).then(|| drawn(number, 5, MEMBERS));
    let due = (drawn(number, 6, 5) < 2).then(|| drawn(number, 7, 20 * 24));
    TicketEvent::Created(Box::new(Created {
        description: "It began at nine. Smoke comes out of tray two. ".repeat(6),
        department: shared(&SHARES, drawn(number, 8, 100)).map(department),
        assignees: assignee.map(member).into_iter().collect(),
        due_at: due.map(|hours| created + SignedDuration::from_hours(hours as i64)),
        tags: vec!["printer".to_owned()],
        fields: floor.into_iter().collect(),
        ..Created::new(number, subject, status, priority)
    }))
}

/// Whose share of a hundred it is.
fn shared(shares: &[(&'static str, u64)], mut drawn: u64) -> Option<&'static str> {
    for (name, share) in shares {
        if drawn < *share {
            return Some(name);
        }
        drawn -= share;
    }
    None
}

/// One of `of` numbers, by chance but each time the same.
fn drawn(number: i64, what: u64, of: u64) -> u64 {
    let mut hash = number as u64 ^ (what << 40);
    for _ in 0..3 {
        hash = (hash ^ (hash >> 31)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
    (hash >> 32) % of
}

pub fn department(name: &str) -> DepartmentId {
    DepartmentId(derived("bench.department", name))
}

fn member(n: u64) -> MemberId {
    MemberId(derived("bench.member", &n.to_string()))
}

const ADD_KEY: &str = "
INSERT INTO es.credentials (hash, id, kind, owner)
VALUES (sha256(convert_to($1, 'UTF8')), gen_random_uuid(), 'api_key', $2)";
