//! Tickets of three years with some ten events each: opened, assigned, answered, handed on,
//! resolved, closed, some of them opened again, a few never done.

use super::chance::{drawn, shared, skewed};
use super::people::{DEPARTMENTS, FIELD, FLOORS, MEMBERS, department, floor, member};
use super::words::{text, word};
use crate::setup::Failure;
use domain::field::FieldValue;
use domain::ids::derived;
use domain::ticket::{Created, Posted, TicketEvent, Visibility};
use domain::{Actor, CustomerId, FieldId, MessageId, PriorityId, StatusId};
use eventstore::{Append, EventStore, Origin, StreamPart};
use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

const PER_COMMAND: usize = 50;
/// Commands under way at once.
const AT_ONCE: usize = 4;
/// Over which they are spread, however many there are.
const MINUTES: i64 = 3 * 365 * 24 * 60;
const PRIORITIES: [(&str, u64); 4] = [("low", 10), ("normal", 70), ("high", 15), ("urgent", 5)];
const HOUR: i64 = 60;
const DAY: i64 = 24 * HOUR;

const OFFICES: u64 = DEPARTMENTS.len() as u64;

/// One step of a ticket's life: after how many minutes, who took it, and what it was.
type Step = (i64, Actor, TicketEvent);

/// Returns how many events it made.
pub async fn fill(store: &EventStore, tickets: i64) -> Result<u64, Failure> {
    let now = Timestamp::now();
    let numbers = store.next_numbers(tickets).await?;
    let commands = numbers.chunks(PER_COMMAND).map(|numbers| async move {
        let (append, events) = lives(numbers, tickets, now)?;
        store.append(append).await?;
        Ok::<_, Failure>(events)
    });
    let made = stream::iter(commands).buffered(AT_ONCE);
    made.try_fold(0, |sum, n| async move { Ok(sum + n) }).await
}

/// All that has happened to some tickets up to now.
fn lives(numbers: &[i64], tickets: i64, now: Timestamp) -> Result<(Append, u64), Failure> {
    let part = |_: &i64| StreamPart {
        id: Uuid::now_v7(),
        category: "ticket",
        expected_version: 0,
    };
    let streams: Vec<_> = numbers.iter().map(part).collect();
    let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, streams[0].clone());
    append.streams = streams;
    let mut events = 0;
    for (stream, number) in numbers.iter().enumerate() {
        let age = (tickets - number) * MINUTES / tickets;
        let begun = now - SignedDuration::from_mins(age);
        for (minutes, by, event) in life(*number, begun) {
            let at = begun + SignedDuration::from_mins(minutes);
            if at <= now {
                let origin = Origin {
                    actor: by,
                    causation_id: None,
                    correlation_id: append.command_id,
                };
                append.push_from(stream, at, origin, &event)?;
                events += 1;
            }
        }
    }
    Ok((append, events))
}

/// What happens to a ticket from its beginning on.
fn life(number: i64, begun: Timestamp) -> Vec<Step> {
    let of = |what: u64, most: i64| (drawn(number as u64, what) % most as u64) as i64;
    let staff = Actor::member(agent(number).0);
    let asker = customer(number);
    let taken = HOUR * of(20, 9) * of(21, 5) / 4 + of(22, 60);
    // mostly some days, at times weeks
    let solved = taken + HOUR + DAY * of(23, 6) * of(24, 5) + of(25, DAY);
    let said = |part, by: Actor, visibility| {
        let id = MessageId(Uuid::now_v7());
        let posted = Posted::new(id, visibility, text(number as u64, part, 20));
        (by, TicketEvent::MessagePosted(Box::new(posted)))
    };
    let member = agent(number);
    let mut life = vec![
        (0, Actor::customer(asker), created(number, begun)),
        (taken / 2, staff, TicketEvent::Assigned { member }),
        (taken + 1, staff, step("open", "in_progress")),
    ];
    let mut say = |after, (by, event)| life.push((after, by, event));
    say(taken, said(2, staff, Visibility::Public));
    say(taken + 30, said(3, staff, Visibility::Internal));
    say(
        (taken + solved) / 2,
        said(4, Actor::customer(asker), Visibility::Public),
    );
    say(solved, said(5, staff, Visibility::Public));
    if of(26, 10) == 0 {
        life.push((taken + 40, staff, handed_on(number)));
    }
    if of(27, 10) < 3 {
        let tag = word(40 + skewed(number as u64, 28, 200) as usize);
        life.push((taken + 50, staff, TicketEvent::Tagged { tag }));
    }
    if of(29, 25) > 0 {
        life.extend(end(number, solved).map(|(after, event)| (after, staff, event)));
    }
    life.sort_by_key(|(after, ..)| *after);
    life
}

/// It is done, unless it comes back: then it is done again.
fn end(number: i64, solved: i64) -> impl Iterator<Item = (i64, TicketEvent)> {
    let comes_back = drawn(number as u64, 30).is_multiple_of(12);
    let back = [
        (solved + 2 * DAY, step("resolved", "in_progress")),
        (solved + 4 * DAY, step("in_progress", "resolved")),
    ];
    let back = back.into_iter().filter(move |_| comes_back);
    [(solved + 1, step("in_progress", "resolved"))]
        .into_iter()
        .chain(back)
        .chain([(solved + 7 * DAY, step("resolved", "closed"))])
}

fn created(number: i64, begun: Timestamp) -> TicketEvent {
    let of = number as u64;
    let chosen = |what, most: u64| drawn(of, what) % most;
    let due = (chosen(6, 5) < 2).then(|| SignedDuration::from_hours(chosen(7, 20 * 24) as i64));
    let on = (chosen(10, 3) == 0).then(|| FieldValue::Text(floor(1 + skewed(of, 11, FLOORS))));
    TicketEvent::Created(Box::new(Created {
        description: text(of, 1, 20),
        department: home(number).map(department),
        customer: Some(customer(number)),
        due_at: due.map(|due| begun + due),
        tags: (chosen(12, 2) == 0)
            .then(|| word(skewed(of, 13, 40) as usize))
            .into_iter()
            .collect(),
        fields: on
            .map(|floor| (FieldId::from_key(FIELD), floor))
            .into_iter()
            .collect(),
        ..Created::new(
            number,
            text(of, 0, 6),
            StatusId::from_key("open"),
            PriorityId::from_key(shared(&PRIORITIES, drawn(of, 9)).unwrap_or("low")),
        )
    }))
}

fn home(number: i64) -> Option<&'static str> {
    shared(&DEPARTMENTS, drawn(number as u64, 8))
}

fn handed_on(number: i64) -> TicketEvent {
    let next = DEPARTMENTS[drawn(number as u64, 31) as usize % DEPARTMENTS.len()].0;
    TicketEvent::Routed {
        from: home(number).map(department),
        to: Some(department(next)),
    }
}

/// Somebody of the ticket's department, some of them far more often.
fn agent(number: i64) -> domain::MemberId {
    let of = number as u64;
    let office = DEPARTMENTS
        .iter()
        .position(|(name, _)| home(number) == Some(*name));
    let office = office.map_or(drawn(of, 16) % OFFICES, |office| office as u64);
    member(office + OFFICES * skewed(of, 14, MEMBERS / OFFICES))
}

/// One of fifty thousand, some of them far more often.
fn customer(number: i64) -> CustomerId {
    let n = skewed(number as u64, 15, 50_000);
    CustomerId(derived("bench.customer", &n.to_string()))
}

fn step(from: &str, to: &str) -> TicketEvent {
    let (from, to) = (StatusId::from_key(from), StatusId::from_key(to));
    TicketEvent::StatusChanged { from, to }
}
