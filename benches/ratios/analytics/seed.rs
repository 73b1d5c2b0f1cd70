//! Tickets that live for some days: opened, answered, resolved, some of them opened again.

use crate::setup::Failure;
use domain::ids::derived;
use domain::setting::{Member, Setting, SettingEvent};
use domain::ticket::{Created, Posted, TicketEvent, Visibility};
use domain::{
    Actor, Aggregate, Catalog, CustomerId, DepartmentId, EventPayload, MemberId, MessageId,
    PriorityId, Recorded, StatusId,
};
use eventstore::{Append, EventStore, StreamPart};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const PER_COMMAND: usize = 50;
/// Departments; the member is of one of them.
const DEPARTMENTS: u64 = 8;
const MEMBERS: u64 = 60;
const CUSTOMERS: u64 = 20_000;
/// Minutes between two tickets: a hundred thousand of them fill a year.
const APART: i64 = 5;
pub const MEMBER: MemberId = MemberId(Uuid::from_u128(0xBE));

/// How many tickets: a hundred thousand, or what `DOCKET_BENCH_TICKETS` says.
fn tickets() -> i64 {
    let told = std::env::var("DOCKET_BENCH_TICKETS").ok();
    told.and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

/// Returns how many events it made.
pub async fn fill(store: &EventStore) -> Result<u64, Failure> {
    let numbers: Vec<i64> = (1..=tickets()).collect();
    let mut events = 0;
    for numbers in numbers.chunks(PER_COMMAND) {
        let part = |_: &i64| StreamPart {
            id: Uuid::now_v7(),
            category: "ticket",
            expected_version: 0,
        };
        let streams: Vec<_> = numbers.iter().map(part).collect();
        let mut append = Append::new(Uuid::now_v7(), Actor::member(MEMBER.0), streams[0].clone());
        append.streams = streams;
        for (stream, number) in numbers.iter().enumerate() {
            let begun = Timestamp::now() - SignedDuration::from_mins((tickets() - number) * APART);
            for (minutes, event) in life(*number) {
                let at = begun + SignedDuration::from_mins(minutes);
                if at <= Timestamp::now() {
                    append.push(stream, at, &event)?;
                    events += 1;
                }
            }
        }
        store.append(append).await?;
    }
    Ok(events)
}

/// The member's department and role, for the policy.
pub fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    let member = Member {
        department_ids: vec![department(0)],
        ..Member::new("Mia")
    };
    let encoded = SettingEvent::Saved(member).encode();
    let saved = Recorded {
        position: 1,
        stream_id: MEMBER.0,
        version: 0,
        id: Uuid::from_u128(1),
        category: Setting::<Member>::CATEGORY.to_owned(),
        name: encoded.name,
        schema: encoded.schema,
        recorded_at: Timestamp::UNIX_EPOCH,
        occurred_at: Timestamp::UNIX_EPOCH,
        command_id: Uuid::from_u128(2),
        causation_id: None,
        correlation_id: Uuid::from_u128(2),
        actor: Actor::SYSTEM,
        data: encoded.data,
    };
    // what was just encoded can be read
    let _ = catalog.apply(&saved);
    catalog
}

pub fn done() -> StatusId {
    StatusId::from_key("closed")
}

pub fn priority(rank: u64) -> PriorityId {
    PriorityId::from_key(["low", "normal", "high", "urgent"][rank as usize % 4])
}

/// What happens to a ticket, and after how many minutes.
fn life(number: i64) -> Vec<(i64, TicketEvent)> {
    let of = |what: u64, most: u64| mixed(number as u64 ^ (what << 40)) % most;
    let (open, pending) = (StatusId::from_key("open"), StatusId::from_key("pending"));
    let created = Created {
        description: format!("what happened at desk {}", of(0, 500)),
        department: Some(department(of(1, DEPARTMENTS))),
        customer: Some(CustomerId(derived(
            "bench.customer",
            &of(2, CUSTOMERS).to_string(),
        ))),
        assignees: vec![MemberId(derived(
            "bench.member",
            &of(3, MEMBERS).to_string(),
        ))],
        tags: vec![format!("tag{}", of(4, 40) * of(5, 2))],
        ..Created::new(
            number,
            format!("printer {number}"),
            open,
            priority(of(6, 4)),
        )
    };
    let answer = |n| {
        let body = format!("answer {n} to ticket {number}");
        let posted = Posted::new(MessageId(Uuid::now_v7()), Visibility::Public, body);
        TicketEvent::MessagePosted(Box::new(posted))
    };
    let step = |from, to| TicketEvent::StatusChanged { from, to };
    let (first, days) = (of(7, 600) as i64, 1_440 * (1 + of(8, 9) as i64));
    let mut life = vec![
        (0, TicketEvent::Created(Box::new(created))),
        (first, answer(1)),
        (first + 30, step(open, pending)),
        (days, step(pending, open)),
        (days + 60, answer(2)),
        (days + 90, step(open, done())),
    ];
    if of(9, 12) == 0 {
        life.push((days + 2_000, step(done(), open)));
        life.push((days + 4_000, step(open, done())));
    }
    life
}

fn department(n: u64) -> DepartmentId {
    DepartmentId(derived("bench.department", &n.to_string()))
}

fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ 0x51_7CC1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash ^ (hash >> 32)
}
