//! What many settings cost: tickets with two hundred fields, fifty statuses and forty departments
//! against tickets with none, the two services taking turns.

use crate::http::connection::{Connection, request};
use crate::http::service::Service;
use crate::http::{get, load};
use crate::report::Report;
use crate::setup::{Failure, Setup};
use serde_json::{Value, json};
use std::time::Duration;

const FIELDS: usize = 200;
const STATUSES: usize = 50;
const DEPARTMENTS: usize = 40;
/// Fields that each ticket of the full service has a value for.
const FILLED: usize = 20;
const CLIENTS: usize = 16;
/// Tickets that are read in turn.
const TICKETS: usize = 500;

/// One round with both services.
pub async fn round(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let bare = begin(setup, "settings_none").await?;
    let full = begin(setup, "settings_many").await?;
    prepare(&full).await?;
    let span = setup.span / 2;
    for (service, label, body) in [
        (&bare, "settings none", ticket(0)),
        (&full, "settings many", ticket(FILLED)),
        (&full, "settings many", ticket(FILLED)),
        (&bare, "settings none", ticket(0)),
    ] {
        create(service, label, &body, (span, report)).await?;
        read(service, label, &body, (span, report)).await?;
    }
    bare.stop().await?;
    full.stop().await
}

async fn begin(setup: &Setup, name: &str) -> Result<Service, Failure> {
    let url = setup.database(name).await?;
    Service::start(setup, &url).await
}

async fn create(
    service: &Service,
    label: &str,
    body: &Value,
    (span, report): (Duration, &mut Report),
) -> Result<(), Failure> {
    let message = request("POST", "/api/v1/tickets", &body.to_string());
    let times = load(service, CLIENTS, span, move |_| message.clone()).await?;
    let rate = times.len() as f64 / span.as_secs_f64();
    report.add(format!("{label}: create"), "requests/s", rate);
    Ok(())
}

async fn read(
    service: &Service,
    label: &str,
    body: &Value,
    (span, report): (Duration, &mut Report),
) -> Result<(), Failure> {
    let mut connection = Connection::open(service.address).await?;
    let message = request("POST", "/api/v1/tickets", &body.to_string());
    let mut position = 0;
    for _ in 0..TICKETS {
        let made = connection.ask(&message).await?.expect_success()?;
        position = made.position.ok_or("no Docket-Position")?;
    }
    service.wait_for_list(position).await?;
    // numbers begin at 1 and rise; those just made are found as well as any
    let single = |n: usize| {
        get(&format!(
            "/api/v1/tickets/{}",
            1 + n.wrapping_mul(7919) % TICKETS
        ))
    };
    let times = load(service, CLIENTS, span, single).await?;
    let rate = times.len() as f64 / span.as_secs_f64();
    report.add(format!("{label}: read"), "requests/s", rate);
    Ok(())
}

/// Makes the settings over HTTP, as an administrator would.
async fn prepare(service: &Service) -> Result<(), Failure> {
    let mut connection = Connection::open(service.address).await?;
    let fields = (0..FIELDS).map(|n| ("fields", field(n)));
    let statuses = (0..STATUSES).map(|n| ("statuses", status(n)));
    let departments = (0..DEPARTMENTS).map(|n| ("departments", department(n)));
    for (kind, body) in fields.chain(statuses).chain(departments) {
        let message = request("POST", &format!("/api/v1/{kind}"), &body.to_string());
        connection.ask(&message).await?.expect_success()?;
    }
    Ok(())
}

/// Every fourth field is a choice, every fifth is shown or required by another one's value.
fn field(n: usize) -> Value {
    let key = format!("field_{n}");
    let mut field = json!({ "key": key, "name": format!("Field {n}"), "order": n });
    field["kind"] = if n.is_multiple_of(4) {
        let choices = (0..10).map(|c| json!({ "key": format!("c{c}"), "name": format!("C {c}") }));
        json!({ "type": "choice", "choices": choices.collect::<Vec<_>>() })
    } else {
        json!({ "type": "text", "max_length": 100 })
    };
    let condition = json!({ "path": "fields.field_0", "op": "eq", "value": "c1" });
    if n % 10 == 5 {
        field["shown_if"] = condition;
    } else if n % 10 == 7 {
        field["required_if"] =
            json!({ "all": [condition, { "path": "priority", "op": "eq", "value": "urgent" }] });
    }
    field
}

fn status(n: usize) -> Value {
    json!({ "key": format!("status_{n}"), "name": format!("Status {n}"), "category": "open",
            "colour": "#2563eb", "order": 100 + n })
}

fn department(n: usize) -> Value {
    json!({ "name": format!("Department {n}"), "order": n })
}

/// A ticket with values for the first `filled` fields.
fn ticket(filled: usize) -> Value {
    let value = |n: usize| match n.is_multiple_of(4) {
        true => "c1",
        false => "The second floor, behind the stairs",
    };
    let fields = (0..filled).map(|n| (format!("field_{n}"), json!(value(n))));
    let mut ticket = json!({
        "subject": "The printer on the second floor is on fire",
        "description": "It began at nine. Smoke comes out of tray two and nobody can print.",
        "priority": "high", "tags": ["printer", "floor-2"]
    });
    if filled > 0 {
        ticket["fields"] = Value::Object(fields.collect());
    }
    ticket
}
