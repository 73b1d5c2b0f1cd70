//! Twenty thousand tickets to list, put straight into the log.

use crate::setup::Failure;
use domain::ids::derived;
use domain::setting::{Member, Setting, SettingCommand};
use domain::ticket::{Created, TicketEvent};
use domain::{Actor, Catalog, MemberId, PriorityId, StatusId};
use eventstore::{Append, EventStore, Execute, Outcome, StoreOptions, StreamPart};
use jiff::Timestamp;
use uuid::Uuid;

pub const TICKETS: usize = 20_000;
pub const MEMBERS: usize = 20;
pub const STATUSES: [&str; 5] = ["open", "in_progress", "pending", "resolved", "closed"];
const PER_COMMAND: usize = 200;

/// What was put in.
pub struct Seeded {
    pub tickets: Vec<Uuid>,
    pub position: i64,
}

/// Member number `n`.
pub fn member(n: usize) -> MemberId {
    MemberId(derived("bench.member", &n.to_string()))
}

pub async fn seed(url: &str) -> Result<Seeded, Failure> {
    let store = EventStore::connect(StoreOptions::new(url)).await?;
    let catalog = Catalog::default();
    for n in 0..MEMBERS {
        let value = Member::new(format!("Member {n}"));
        let create = SettingCommand::Create(value);
        let now = Timestamp::now();
        store
            .execute(Execute::<Setting<Member>>::new(
                member(n).0,
                create,
                Actor::SYSTEM,
                &catalog,
                now,
            ))
            .await?;
    }
    let numbers = store.next_numbers(TICKETS as i64).await?;
    let (mut tickets, mut position) = (Vec::with_capacity(TICKETS), 0);
    for numbers in numbers.chunks(PER_COMMAND) {
        let (ids, outcome) = append(&store, numbers).await?;
        tickets.extend(ids);
        let Outcome::Appended { appended, .. } = outcome else {
            return Err("not seeded".into());
        };
        position = appended.last_position;
    }
    store.stop().await;
    Ok(Seeded { tickets, position })
}

async fn append(store: &EventStore, numbers: &[i64]) -> Result<(Vec<Uuid>, Outcome), Failure> {
    let ids: Vec<Uuid> = numbers.iter().map(|_| Uuid::now_v7()).collect();
    let part = |id: &Uuid| StreamPart {
        id: *id,
        category: "ticket",
        expected_version: 0,
    };
    let mut append = Append::new(Uuid::now_v7(), Actor::SYSTEM, part(&ids[0]));
    append.streams = ids.iter().map(part).collect();
    for (stream, number) in numbers.iter().enumerate() {
        append.push(stream, Timestamp::now(), &created(*number))?;
    }
    Ok((ids, store.append(append).await?))
}

fn created(number: i64) -> TicketEvent {
    let n = number as usize;
    let subject = format!("Ticket {number}: the printer on the second floor is on fire");
    let status = StatusId::from_key(STATUSES[n / MEMBERS % STATUSES.len()]);
    TicketEvent::Created(Box::new(Created {
        description: "It began at nine. Smoke comes out of tray two.".to_owned(),
        assignees: vec![member(n % MEMBERS)],
        tags: vec!["printer".to_owned()],
        ..Created::new(number, subject, status, PriorityId::from_key("normal"))
    }))
}
