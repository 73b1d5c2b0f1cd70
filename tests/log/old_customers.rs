//! Who asks, as a process remembers them that has not heard what became of them.

use crate::support::Log;
use commands::customers::MergeCustomers;
use commands::tickets::{Asking, OpenTicket};
use domain::customer::{Contact, Customer, CustomerCommand};
use domain::setting::{Priority, Setting, SettingCommand, SettingKind, Status, StatusCategory};
use domain::ticket::{CreateTicket, Ticket};
use domain::{Actor, Catalog, CustomerId, PriorityId, StatusId, TicketId};
use eventstore::{EventStore, Execute, Transact};
use jiff::Timestamp;
use uuid::Uuid;

/// A log where tickets can be opened.
struct Desk {
    log: Log,
    catalog: Catalog,
    number: i64,
}

impl Desk {
    async fn opened() -> Self {
        let log = Log::start().await;
        let status = Status::new("open", "Open", StatusCategory::Open, "#2563eb");
        make(&log.store, StatusId::from_key("open").0, status).await;
        let normal = Priority::new("normal", "Normal", "#2563eb", 1);
        make(&log.store, PriorityId::from_key("normal").0, normal).await;
        let mut catalog = Catalog::default();
        for event in log.store.read_after(0, usize::MAX >> 1).await.unwrap() {
            catalog.apply(&event).unwrap();
        }
        Self {
            log,
            catalog,
            number: 0,
        }
    }

    fn request(&self, id: Uuid) -> Transact<'_> {
        Transact::new(id, Actor::SYSTEM, &self.catalog, Timestamp::now())
    }

    /// Opens a ticket in this process; returns who is taken to have asked.
    async fn opens_for(&mut self, email: &str) -> CustomerId {
        self.number += 1;
        let work = ticket(self.number, email);
        let opened = self
            .log
            .store
            .transact(self.request(work.id.0), &work)
            .await;
        asked(&opened.unwrap().loaded.state)
    }
}

/// A ticket of whoever has the address.
fn ticket(number: i64, email: &str) -> OpenTicket {
    let contact = Box::new(Contact {
        email: Some(email.to_owned()),
        ..Contact::default()
    });
    OpenTicket {
        id: TicketId(Uuid::now_v7()),
        new: CreateTicket {
            number,
            subject: "The printer is on fire".to_owned(),
            ..CreateTicket::default()
        },
        asking: Some(Asking::Contact(contact, CustomerId(Uuid::now_v7()))),
        attachments: Vec::new(),
        wrong: Vec::new(),
    }
}

fn asked(opened: &Ticket) -> CustomerId {
    opened.details.as_ref().unwrap().customer.unwrap()
}

async fn make<T: SettingKind>(store: &EventStore, id: Uuid, value: T) {
    let (catalog, now) = (Catalog::default(), Timestamp::now());
    let create = SettingCommand::Create(value);
    let request = Execute::<Setting<T>>::new(id, create, Actor::SYSTEM, &catalog, now);
    store.execute(request).await.unwrap();
}

#[tokio::test]
async fn a_customer_in_memory_who_was_retired_meanwhile_gets_no_new_ticket() {
    let mut desk = Desk::opened().await;
    let before = desk.opens_for("dana@example.org").await;
    assert_eq!(desk.opens_for("dana@example.org").await, before);
    let (elsewhere, now) = (desk.log.another_process().await, Timestamp::now());
    let retire = CustomerCommand::Retire;
    let request = Execute::new(before.0, retire, Actor::SYSTEM, &desk.catalog, now);
    elsewhere.execute::<Customer>(request).await.unwrap();

    let after = desk.opens_for("dana@example.org").await;

    assert_ne!(after, before, "the address was given back");
    assert_eq!(desk.opens_for("dana@example.org").await, after);
}

#[tokio::test]
async fn a_customer_in_memory_who_was_merged_meanwhile_is_followed() {
    let mut desk = Desk::opened().await;
    let dana = desk.opens_for("dana@example.org").await;
    let eli = desk.opens_for("eli@example.org").await;
    let merge = MergeCustomers {
        customer: dana,
        into: eli,
    };
    let elsewhere = desk.log.another_process().await;
    let merged = elsewhere.transact(desk.request(dana.0), &merge).await;
    merged.unwrap();

    assert_eq!(desk.opens_for("dana@example.org").await, eli);
}

#[tokio::test]
async fn two_processes_that_meet_an_address_at_once_make_one_customer() {
    let mut desk = Desk::opened().await;
    let elsewhere = desk.log.another_process().await;
    let (here, there) = (ticket(7, "dana@example.org"), ticket(8, "dana@example.org"));
    let (one, other) = tokio::join!(
        desk.log.store.transact(desk.request(here.id.0), &here),
        elsewhere.transact(desk.request(there.id.0), &there),
    );
    let who = [one, other].map(|opened| asked(&opened.unwrap().loaded.state));

    assert_eq!(who[0], who[1]);
    assert_eq!(desk.opens_for("dana@example.org").await, who[0]);
}
