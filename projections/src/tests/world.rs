//! A database of its own for each test, with a staff, statuses and priorities to work with.

use crate::{
    MessageQuery, ProjectionState, ReadModels, Runner, TicketPage, TicketQuery, TicketRow,
};
use domain::access::Reach;
use domain::field::Field;
use domain::setting::{
    Department, Member, Priority, Setting, SettingEvent, SettingKind, Status, StatusCategory,
};
use domain::ticket::{CreateTicket, Ticket, TicketCommand};
use domain::{
    Actor, Aggregate, Catalog, DepartmentId, EventPayload, FieldId, MemberId, PriorityId, Recorded,
    StatusId,
};
use eventstore::{EventStore, Execute, StoreOptions};
use jiff::Timestamp;
use serde_json::json;
use std::time::Duration;
use tokio_postgres::{Client, NoTls};
use uuid::Uuid;

pub const ANA: MemberId = MemberId(Uuid::from_u128(0xA1));
pub const BEN: MemberId = MemberId(Uuid::from_u128(0xA2));
pub const SUPPORT: DepartmentId = DepartmentId(Uuid::from_u128(0xD1));
pub const SALES: DepartmentId = DepartmentId(Uuid::from_u128(0xD2));
pub const NOW: Timestamp = Timestamp::constant(1_750_000_000, 0);
/// Far more than anything here takes, so that a busy machine fails no test.
pub const PATIENCE: Duration = Duration::from_secs(60);

pub struct World {
    pub url: String,
    pub store: EventStore,
    pub read: ReadModels,
    pub catalog: Catalog,
}

impl World {
    /// An empty log; nothing follows it yet.
    pub async fn new() -> Self {
        let url = database().await;
        eventstore::migrate(&url).await.unwrap();
        crate::migrate(&url).await.unwrap();
        let mut options = StoreOptions::new(&url);
        options.readers = 4;
        Self {
            store: EventStore::connect(options).await.unwrap(),
            read: ReadModels::connect(&url, 4).await.unwrap(),
            catalog: catalog(),
            url,
        }
    }

    /// A log with its runner.
    pub async fn running() -> (Self, Runner) {
        let world = Self::new().await;
        let runner = Runner::start(&world.store, &world.read).await.unwrap();
        (world, runner)
    }

    /// What another process would have.
    pub async fn other_read_models(&self) -> ReadModels {
        ReadModels::connect(&self.url, 2).await.unwrap()
    }

    pub async fn create(&self, ticket: CreateTicket) -> Uuid {
        let id = Uuid::now_v7();
        self.does(id, TicketCommand::Create(Box::new(ticket))).await;
        id
    }

    pub async fn does(&self, ticket: Uuid, command: TicketCommand) {
        self.tries(ticket, NOW, command).await.unwrap();
    }

    /// A command that the rules may refuse.
    pub async fn tries(
        &self,
        ticket: Uuid,
        now: Timestamp,
        command: TicketCommand,
    ) -> Result<i64, String> {
        self.tries_as(Actor::SYSTEM, ticket, now, command).await
    }

    /// A command of somebody that the rules may refuse.
    pub async fn tries_as(
        &self,
        actor: Actor,
        ticket: Uuid,
        now: Timestamp,
        command: TicketCommand,
    ) -> Result<i64, String> {
        let request = Execute::<Ticket>::new(ticket, command, actor, &self.catalog, now);
        let executed = self.store.execute(request).await;
        executed.map(|e| e.position).map_err(|e| e.to_string())
    }

    /// Waits until all read models of tickets have everything that the log has now.
    /// Waits until the lists of tickets and messages and search have everything that the log has now.
    pub async fn caught_up(&self) {
        self.has(&self.read).await;
    }

    pub async fn has(&self, read: &ReadModels) {
        let head = self.store.head().await.unwrap();
        for name in ["tickets", "messages", "intervals", "search", "analytics"] {
            assert!(read.wait_for(name, head, PATIENCE).await.unwrap());
        }
    }

    /// The build of a projection that serves.
    pub async fn serving(&self, name: &str) -> ProjectionState {
        let states = self.read.projections().await.unwrap();
        let mut own = states.into_iter().filter(|state| state.name == name);
        own.next().expect("a build serves")
    }

    pub async fn page(&self, query: TicketQuery) -> TicketPage {
        self.read.tickets(&query).await.unwrap()
    }

    /// All pages one after another.
    pub async fn list(&self, mut query: TicketQuery) -> Vec<TicketRow> {
        let mut rows = Vec::new();
        loop {
            let page = self.page(query.clone()).await;
            rows.extend(page.items);
            query.cursor = page.next_cursor;
            if query.cursor.is_none() {
                return rows;
            }
        }
    }

    pub async fn sql(&self) -> Client {
        connect(&self.url).await
    }
}

async fn connect(url: &str) -> Client {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await.unwrap();
    tokio::spawn(connection);
    client
}

async fn database() -> String {
    let admin = std::env::var("DOCKET_TEST_DATABASE_URL")
        .expect("set DOCKET_TEST_DATABASE_URL, or run under scripts/test-services.sh");
    let name = format!("docket_read_{}", Uuid::now_v7().simple());
    let client = connect(&admin).await;
    client
        .batch_execute(&format!("CREATE DATABASE {name}"))
        .await
        .unwrap();
    let (server, options) = match admin.split_once('?') {
        Some((address, options)) => (address, format!("?{options}")),
        None => (admin.as_str(), String::new()),
    };
    let (server, _) = server.rsplit_once('/').unwrap();
    format!("{server}/{name}{options}")
}

/// Every ticket that is neither deleted nor merged, newest first.
pub fn everything() -> TicketQuery {
    TicketQuery {
        reach: Reach::EVERYTHING,
        ..TicketQuery::default()
    }
}

/// Messages on every ticket, as far as they are asked for.
pub fn every_message() -> MessageQuery {
    MessageQuery {
        reach: Reach::EVERYTHING,
        internal: Reach::EVERYTHING,
        ..MessageQuery::default()
    }
}

/// A ticket that anyone may create.
pub fn new(number: i64) -> CreateTicket {
    CreateTicket {
        number,
        subject: format!("Printer {number} on fire"),
        ..CreateTicket::default()
    }
}

pub fn status(key: &str) -> StatusId {
    StatusId::from_key(key)
}

pub fn priority(key: &str) -> PriorityId {
    PriorityId::from_key(key)
}

fn catalog() -> Catalog {
    let mut catalog = Catalog::default();
    for (key, category) in [
        ("open", StatusCategory::Open),
        ("pending", StatusCategory::Pending),
        ("closed", StatusCategory::Closed),
    ] {
        let value = Status::new(key, key, category, "#0f766e");
        save(&mut catalog, status(key).0, value);
    }
    for key in ["normal", "high"] {
        let value = Priority::new(key, key, "#b45309", 1);
        save(&mut catalog, priority(key).0, value);
    }
    for (id, name) in [(SUPPORT, "Support"), (SALES, "Sales")] {
        save(&mut catalog, id.0, Department::new(name));
    }
    for (id, name) in [(ANA, "Ana"), (BEN, "Ben")] {
        let value = Member {
            department_ids: vec![SUPPORT],
            ..Member::new(name)
        };
        save(&mut catalog, id.0, value);
    }
    save_fields(&mut catalog);
    catalog
}

fn save_fields(catalog: &mut Catalog) {
    let choices = |keys: [&str; 2]| keys.map(|key| json!({"key": key, "name": key}));
    for (key, kind) in [
        (
            "product",
            json!({"type": "choice", "choices": choices(["printer", "phone"])}),
        ),
        (
            "extras",
            json!({"type": "multi_choice", "choices": choices(["cable", "case"])}),
        ),
        ("floor", json!({"type": "integer"})),
        ("remark", json!({"type": "text"})),
        ("paid", json!({"type": "yes_no"})),
        ("bought_on", json!({"type": "date"})),
        ("seen_at", json!({"type": "date_time"})),
        (
            "place",
            json!({"type": "cascading_choice", "choices": [
                {"key": "house", "name": "House", "choices": choices(["attic", "cellar"])},
            ]}),
        ),
        (
            "colour",
            json!({"type": "choice", "choices": [
                {"key": "red", "name": "Red"},
                {"key": "blue", "name": "Blue", "retired": true},
            ]}),
        ),
    ] {
        let mut field = json!({"key": key, "name": key, "kind": kind, "order": 0});
        if key == "colour" {
            let printers = json!({"path": "fields.product", "op": "eq", "value": "printer"});
            let cheap = json!({"path": "priority", "op": "ne", "value": "high"});
            field["shown_if"] = json!({"any": [printers, {"not": cheap}]});
        }
        let field: Field = serde_json::from_value(field).unwrap();
        save(catalog, FieldId::from_key(key).0, field);
    }
}

/// Settles it in the catalog alone: the log has no settings.
pub fn save<T: SettingKind>(catalog: &mut Catalog, id: Uuid, value: T) {
    let encoded = SettingEvent::Saved(value).encode();
    let recorded = Recorded {
        position: 1,
        stream_id: id,
        version: 0, // the log has none of them
        id: Uuid::from_u128(1),
        category: Setting::<T>::CATEGORY.to_owned(),
        name: encoded.name,
        schema: encoded.schema,
        recorded_at: NOW,
        occurred_at: NOW,
        command_id: Uuid::from_u128(2),
        causation_id: None,
        correlation_id: Uuid::from_u128(2),
        actor: Actor::SYSTEM,
        data: encoded.data,
    };
    catalog.apply(&recorded).unwrap();
}
