//! The rules that every installation begins with fire by themselves.

use crate::support::{Desk, Person, eventually};
use domain::ticket::{CreateTicket, Ticket, TicketCommand};
use domain::{Access, Actor, Catalog, DepartmentId, TicketId};
use eventstore::{EventStore, Execute, Live, StoreOptions};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use std::borrow::Cow;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// What was opened so long ago is due so soon.
const SOON: SignedDuration = SignedDuration::from_secs(2);

/// Who opens tickets that are as old as is wanted.
struct Past {
    store: EventStore,
    catalog: Live<Catalog>,
    department: DepartmentId,
    clerk: Uuid,
}

impl Past {
    async fn of(desk: &Desk, department: &str, clerk: Uuid) -> Self {
        let store = EventStore::connect(StoreOptions::new(&desk.database.url)).await;
        let store = store.unwrap();
        let catalog = Live::start(&store, CancellationToken::new()).await.unwrap();
        let department = department.parse().map(DepartmentId).unwrap();
        Self {
            store,
            catalog,
            department,
            clerk,
        }
    }

    /// A ticket of so long ago, but for a moment; its address.
    async fn opens(&self, number: i64, ago: SignedDuration, ticket: CreateTicket) -> String {
        let (id, at) = (TicketId(Uuid::now_v7()), Timestamp::now() - ago + SOON);
        let create = TicketCommand::Create(Box::new(CreateTicket {
            number,
            subject: format!("{ago:#} old"),
            department: Some(self.department),
            ..ticket
        }));
        let (catalog, actor) = (self.catalog.now(), Actor::member(self.clerk));
        let mut request = Execute::<Ticket>::new(id.0, create, actor, &catalog, at);
        request.access = Cow::Borrowed(Access::everything());
        self.store.execute(request).await.unwrap();
        format!("/tickets/{id}")
    }
}

/// Names of the rules that fired on the ticket, and what it is tagged with.
async fn came_to(person: &Person, ticket: &str) -> (Vec<Value>, Value) {
    // whoever sees the tag finds the firing, which goes into the log with it
    let tags = person.sees(ticket).await["tags"].clone();
    let history = person.history_of(ticket).await;
    let fired = history.iter().filter(|e| e["type"] == "ticket.rule_fired");
    let fired = fired.map(|e| e["data"]["name"].clone()).collect();
    (fired, tags)
}

#[tokio::test]
async fn no_ticket_is_forgotten_although_nobody_made_a_rule() {
    let desk = Desk::open().await;
    let (ana, administrator) = (desk.hires("Ana").await, desk.administrator());
    let department = desk.department("Support").await;
    let lead = json!({"lead_id": ana.id});
    let path = format!("/departments/{department}");
    administrator.patches(&path, &lead).await.ok();
    let past = Past::of(&desk, &department, ana.id).await;
    let dana = json!({"name": "Dana", "emails": ["dana@example.org"]});
    let dana = administrator.posts("/customers", &dana).await.ok()["id"].clone();
    let asked = CreateTicket {
        customer: serde_json::from_value(dana).unwrap(),
        ..CreateTicket::default()
    };
    let hours = SignedDuration::from_hours;
    let tickets = [
        past.opens(
            1_001,
            SignedDuration::from_mins(30),
            CreateTicket::default(),
        )
        .await,
        past.opens(1_002, hours(4), asked).await,
        past.opens(1_003, hours(72), CreateTicket::default()).await,
    ];

    let expected = [
        ("Nobody has it", "unassigned"),
        ("The customer waits", "customer-waits"),
        ("Untouched for days", "untouched"),
    ];
    for (ticket, (name, tag)) in tickets.iter().zip(expected) {
        let seen = eventually("the rule to fire", async || {
            let seen = came_to(&administrator, ticket).await;
            (seen.1 != json!([])).then_some(seen)
        })
        .await;
        assert_eq!(seen, (vec![json!(name)], json!([tag])));
    }
    let path = format!("/outbox?kind=notification&endpoint={}", ana.id);
    eventually("the lead to be told of each", async || {
        let told = administrator.gets(&path).await.ok()["items"].clone();
        (told.as_array().unwrap().len() == tickets.len()).then_some(())
    })
    .await;
    past.store.stop().await;
}
