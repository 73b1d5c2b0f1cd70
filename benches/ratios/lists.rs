//! How long pages of the ticket list take in each order, first and deep, and how long counting group
//! by group takes, among a hundred thousand tickets, beside counting them all plainly.

use crate::access::seed::{self, OFFICE};
use crate::report::{Report, quantile};
use crate::setup::{Failure, Setup, client};
use domain::access::{Keys, Reach};
use domain::{FieldId, PriorityId, StatusId};
use projections::{ReadModels, Runner, TicketColumn as C, TicketGroup, TicketQuery, TicketSort};
use std::collections::BTreeSet;
use std::time::{Duration, Instant};
use uuid::Uuid;

const TICKETS: usize = 100_000;
/// Pages before a deep one.
const DEEP: usize = 40;
/// Questions of each kind.
const TURNS: usize = 60;

const GROUPS: [(&str, TicketGroup); 4] = [
    ("status", TicketGroup::Status),
    ("priority", TicketGroup::Priority),
    ("department", TicketGroup::Department),
    ("assignee", TicketGroup::Assignee),
];

/// Seeds once; measures for somebody who sees all and somebody who sees one department.
pub async fn measure(setup: &Setup, report: &mut Report) -> Result<(), Failure> {
    let (store, url) = setup.store("lists").await?;
    let tickets = std::env::var("DOCKET_BENCH_TICKETS").ok();
    let tickets = tickets.and_then(|n| n.parse().ok()).unwrap_or(TICKETS);
    let position = seed::seed(&url, tickets).await?;
    let read = ReadModels::connect(&url, 4).await?;
    let runner = Runner::start(&store, &read).await?;
    let patience = Duration::from_secs(3600);
    read.wait_for("tickets", position, patience).await?;
    Runner::rebuild(&store, &read, "tickets", |_, _| {}).await?;
    plainly(&read, &url, report).await?;
    let department = Reach {
        keys: Keys::AnyOf(BTreeSet::from([OFFICE.0, Uuid::from_u128(7)])),
        ..Reach::EVERYTHING
    };
    for (who, reach) in [("all", Reach::EVERYTHING), ("a department", department)] {
        for (name, column) in columns() {
            for descending in [false, true] {
                let query = ordered(column, descending, &reach);
                let name = format!("lists: by {}{name}, of {who}", sign(descending));
                pages(&read, query, &name, report).await?;
            }
        }
        counts(&read, who, &reach, report).await?;
    }
    runner.stop().await;
    store.stop().await;
    Ok(())
}

fn sign(descending: bool) -> &'static str {
    if descending { "-" } else { "" }
}

fn columns() -> [(&'static str, C); 18] {
    [
        ("created_at", C::CreatedAt),
        ("updated_at", C::UpdatedAt),
        ("due_at", C::DueAt),
        ("window_from", C::WindowFrom),
        ("window_to", C::WindowTo),
        ("snoozed_until", C::SnoozedUntil),
        ("first_response_at", C::FirstResponseAt),
        ("last_customer_message_at", C::LastCustomerMessageAt),
        ("last_staff_message_at", C::LastStaffMessageAt),
        ("number", C::Number),
        ("subject", C::Subject),
        ("status", C::Status),
        ("priority", C::Priority),
        ("department", C::Department),
        ("message_count", C::Messages),
        ("file_count", C::Files),
        ("minutes_spent", C::Minutes),
        ("fields.floor", C::Field(FieldId::from_key("floor"))),
    ]
}

fn ordered(column: C, descending: bool, reach: &Reach) -> TicketQuery {
    let ranks = match column {
        C::Status => seed::STATUSES
            .map(|(key, _)| StatusId::from_key(key).0)
            .into(),
        C::Priority => seed::PRIORITIES
            .map(|(key, _)| PriorityId::from_key(key).0)
            .into(),
        C::Department => seed::SHARES
            .map(|(name, _)| seed::department(name).0)
            .into(),
        _ => Vec::new(),
    };
    TicketQuery {
        reach: reach.clone(),
        sort: TicketSort::By { column, descending },
        ranks,
        limit: 50,
        ..TicketQuery::default()
    }
}

/// The first page and one that lies deep.
async fn pages(
    read: &ReadModels,
    mut query: TicketQuery,
    name: &str,
    report: &mut Report,
) -> Result<(), Failure> {
    let ask = async |query: &TicketQuery| read.tickets(query).await.map(drop);
    timed(&format!("{name}, first page"), report, || ask(&query)).await?;
    for _ in 0..DEEP {
        match read.tickets(&query).await?.next_cursor {
            Some(next) => query.cursor = Some(next),
            None => return Ok(()),
        }
    }
    timed(&format!("{name}, deep page"), report, || ask(&query)).await
}

async fn counts(
    read: &ReadModels,
    who: &str,
    reach: &Reach,
    report: &mut Report,
) -> Result<(), Failure> {
    let all = TicketQuery {
        reach: reach.clone(),
        ..TicketQuery::default()
    };
    let open = TicketQuery {
        not_status: vec![StatusId::from_key("closed"), StatusId::from_key("resolved")],
        ..all.clone()
    };
    let late = TicketQuery {
        due_to: Some(jiff::Timestamp::now()),
        ..open.clone()
    };
    for (what, query) in [("all", &all), ("open", &open), ("overdue", &late)] {
        let name = format!("lists: count of {what}, of {who}");
        let ask = async || read.count_tickets(query).await.map(drop);
        timed(&name, report, ask).await?;
        for (by, group) in GROUPS {
            let name = format!("lists: {what} by {by}, of {who}");
            let ask = async || read.count_tickets_by(query, group).await.map(drop);
            timed(&name, report, ask).await?;
        }
    }
    Ok(())
}

/// What the rest is beside.
async fn plainly(read: &ReadModels, url: &str, report: &mut Report) -> Result<(), Failure> {
    let states = read.projections().await?;
    let mut own = states.iter().filter(|state| state.name == "tickets");
    let schema = &own.next().ok_or("no list")?.schema;
    let session = client(url).await?;
    let count = format!("SELECT count(*) FROM {schema}.tickets");
    let ask = async || session.query(&count, &[]).await.map(drop);
    timed("lists: plain SELECT count(*)", report, ask).await
}

async fn timed<E: Into<Failure>>(
    name: &str,
    report: &mut Report,
    ask: impl AsyncFn() -> Result<(), E>,
) -> Result<(), Failure> {
    let mut times = Vec::new();
    for turn in 0..TURNS + TURNS / 10 {
        let start = Instant::now();
        ask().await.map_err(Into::into)?;
        if turn >= TURNS / 10 {
            times.push(start.elapsed());
        }
    }
    times.sort();
    report.add(format!("{name}: p50"), "ms", quantile(&times, 0.5));
    report.add(format!("{name}: p95"), "ms", quantile(&times, 0.95));
    Ok(())
}
