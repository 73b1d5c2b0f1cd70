//! Imports that are repeated, cut short, run beside each other, or go on with a longer file.

use super::{Database, Files, HEADER, Log, MAPPING, counts, events};
use docket::import::{ImportReport, Made, import};
use domain::Aggregate;
use domain::ticket::{Ticket, TicketCommand, TicketEvent};
use domain::{Actor, Catalog};
use eventstore::Execute;
use jiff::Timestamp;
use std::collections::BTreeMap;
use tokio_postgres::Client;
use tokio_util::sync::CancellationToken;

/// Tickets that are opened, taken twice in the same minute and closed, hour by hour.
fn long_log(cases: usize) -> String {
    let mut log = HEADER.to_owned();
    for case in 0..cases {
        let (day, hour) = (1 + case / 24, case % 24);
        let mut line = |what: &str, who: &str, minute: usize| {
            let when = format!("2024-05-{day:02} {hour:02}:{minute:02}");
            log += &format!("{case},{what},{who},{when},a note,\n");
        };
        line("open", "Ana", 0);
        line("take", "Ben", 5);
        line("take", "Ben", 5);
        line("close", "Ana", 30);
    }
    log
}

async fn recorded(session: &Client) -> i64 {
    let names = counts(session, NAMES).await;
    names.get("ticket.activity_recorded").copied().unwrap_or(0)
}

/// What the log holds, without ids and numbers that differ between runs.
async fn told(database: &Database) -> Vec<String> {
    let rows = database.session().await.query(TOLD, &[]).await.unwrap();
    rows.iter().map(|row| row.get(0)).collect()
}

async fn told_by_one_import(files: &Files) -> Vec<String> {
    let log = Log::start().await;
    files.import(&log.store).await.unwrap();
    told(&log.database).await
}

#[tokio::test]
async fn an_import_that_was_cut_short_goes_on_where_it_stopped() {
    let (log, files) = (Log::start().await, Files::new(long_log(300), MAPPING));
    let (cut, options) = (CancellationToken::new(), files.options());
    let progress = |_: u64, _: u64| cut.cancel();
    tokio::select! {
        biased;
        () = cut.cancelled() => {}
        report = import(&log.store, &options, &progress) => panic!("not cut: {report:?}"),
    }
    let session = log.database.session().await;
    let first = recorded(&session).await;
    assert!(first > 0 && first < 1200, "{first} lines before the cut");

    let report = files.import(&log.store).await.unwrap();
    // what was on its way at the cut may have arrived since
    assert!(report.done.skipped >= first.unsigned_abs(), "{report}");
    assert_eq!(told(&log.database).await, told_by_one_import(&files).await);
}

#[tokio::test]
async fn imports_beside_each_other_record_each_line_once() {
    let (log, files) = (Log::start().await, Files::new(long_log(300), MAPPING));
    let other = log.another_process().await;
    let (one, two) = tokio::join!(files.import(&log.store), files.import(&other));
    let tickets = |report: &ImportReport| report.done.tickets;
    let lines = |report: &ImportReport| report.lines - report.done.skipped;
    let (one, two) = (one.unwrap(), two.unwrap());
    assert_eq!(tickets(&one) + tickets(&two), 300);
    assert_eq!(lines(&one) + lines(&two), 1200);
    assert_eq!(told(&log.database).await, told_by_one_import(&files).await);
}

#[tokio::test]
async fn a_longer_file_adds_what_is_new() {
    let log = Log::start().await;
    let short = Files::new(long_log(20), MAPPING);
    short.import(&log.store).await.unwrap();
    let longer = long_log(20) + "7,take,Cleo,2024-06-01 08:00,,\n7,take,Ben,2024-05-01 07:05,,\n";
    let report = Files::new(longer, MAPPING)
        .import(&log.store)
        .await
        .unwrap();
    assert_eq!(report.done.skipped, 80);
    assert_eq!(report.done.tickets, 0);
    assert_eq!(report.made.members, 1);
    // Cleo's: activity, assigned, status; Ben's third equal line changes nothing more
    assert_eq!(report.done.events, 4);
}

/// The same with somebody who asks and two custom fields.
fn filling() -> String {
    MAPPING.replace("[activities.take]", FILLING)
}

fn filled(lines: &[&str]) -> Files {
    let lines: String = lines.iter().map(|line| format!("{line}\n")).collect();
    Files::new(HEADER.to_owned() + &lines, &filling())
}

const FIRST: &str = "1,open,Ana,2024-05-01 08:00,ACME,red hot";
const CHANGED: &str = "1,close,Ana,2024-05-01 09:00,Zeta,green";

#[tokio::test]
async fn a_longer_file_adds_the_customers_and_choices_that_are_new() {
    let log = Log::start().await;
    let report = filled(&[FIRST]).import(&log.store).await.unwrap();
    let made = report.made;
    assert_eq!((made.organisations, made.customers, made.fields), (1, 1, 2));
    let again = filled(&[FIRST]).import(&log.store).await.unwrap();
    assert_eq!((again.done.skipped, again.made), (1, Made::default()));

    let report = filled(&[FIRST, CHANGED]).import(&log.store).await.unwrap();
    let made = report.made;
    assert_eq!((made.organisations, made.customers, made.fields), (1, 1, 0));
    let session = log.database.session().await;
    assert_eq!(
        counts(&session, SAVED).await,
        told_once(&[
            ("colour 1: red hot", 1),
            ("colour 2: red hot green", 1),
            ("remark 1: ", 1),
        ])
    );
    // of the second line: activity, requester, both fields, status
    assert_eq!(report.done.events, 5);
    assert_eq!(
        counts(&session, CHANGES).await,
        told_once(&[("\"red hot\" \"green\"", 1), ("\"red_hot\" \"green\"", 1),])
    );
}

#[tokio::test]
async fn imports_beside_each_other_make_each_customer_once() {
    let log = Log::start().await;
    let lines: Vec<_> = (0..900)
        .map(|n| {
            format!(
                "{n},open,Ana,2024-05-01 08:00,Company {n},colour {}",
                n % 50
            )
        })
        .collect();
    let lines: Vec<_> = lines.iter().map(String::as_str).collect();
    let files = filled(&lines);
    let other = log.another_process().await;
    let (one, two) = tokio::join!(files.import(&log.store), files.import(&other));
    let (one, two) = (one.unwrap().made, two.unwrap().made);
    assert_eq!(one.organisations + two.organisations, 900);
    assert_eq!(one.customers + two.customers, 900);
    assert_eq!(one.fields + two.fields, 2);
    let session = log.database.session().await;
    let names = counts(&session, NAMES).await;
    assert_eq!(
        (names["organisation.created"], names["customer.created"]),
        (900, 900)
    );
}

fn told_once(expected: &[(&str, i64)]) -> BTreeMap<String, i64> {
    let pairs = expected.iter().map(|(text, n)| ((*text).to_owned(), *n));
    pairs.collect()
}

#[tokio::test]
async fn a_ticket_that_was_deleted_keeps_later_lines_as_history_alone() {
    let log = Log::start().await;
    let short = HEADER.to_owned() + "1,open,Ana,2024-05-01 08:00,,\n";
    Files::new(&short, MAPPING)
        .import(&log.store)
        .await
        .unwrap();
    let session = log.database.session().await;
    let ticket = session.query_one(TICKET, &[]).await.unwrap().get(0);
    let (catalog, now) = (Catalog::default(), Timestamp::now());
    let delete = TicketCommand::Delete;
    let request = Execute::<Ticket>::new(ticket, delete, Actor::SYSTEM, &catalog, now);
    log.store.execute(request).await.unwrap();

    let longer = short + "1,close,Ana,2024-05-01 09:00,,\n";
    let report = Files::new(longer, MAPPING)
        .import(&log.store)
        .await
        .unwrap();
    assert_eq!(report.done.events, 1);
    let events = log.store.read_stream(ticket, 0, 100).await.unwrap();
    let mut state = Ticket::default();
    for event in &events {
        let happened = event.happened();
        state.evolve(&event.decode::<TicketEvent>().unwrap(), &happened);
    }
    assert!(state.deleted);
    assert_eq!(events.last().unwrap().name, "ticket.activity_recorded");
}

#[tokio::test]
async fn a_dry_run_tells_what_would_come_and_writes_nothing() {
    let (log, files) = (Log::start().await, Files::new(long_log(30), MAPPING));
    let mut options = files.options();
    options.dry_run = true;
    let dry = import(&log.store, &options, &|_, _| {}).await.unwrap();
    assert_eq!(events(&log.database.session().await).await, 0);
    let real = files.import(&log.store).await.unwrap();
    assert_eq!((dry.done, dry.made), (real.done, real.made));
}

const NAMES: &str = "SELECT type, count(*) FROM es.events GROUP BY type";

const FILLING: &str = r#"
organisation = "Note"

[fields.colour]
column = "Remark"
name = "Colour"
kind = "choice"

[fields.remark]
column = "Remark"
name = "Remark"
kind = "text"

[activities.take]"#;

const SAVED: &str = "
SELECT concat(f.data ->> 'key', ' ', f.version, ': ',
              (SELECT string_agg(c ->> 'name', ' ')
               FROM json_array_elements(f.data -> 'kind' -> 'choices') c)),
       count(*)
FROM es.events f
WHERE f.type = 'field.saved'
GROUP BY 1";

const CHANGES: &str = "
SELECT concat_ws(' ', data -> 'from', data -> 'to'), count(*)
FROM es.events
WHERE type = 'ticket.field_changed'
GROUP BY 1";

const TICKET: &str = "SELECT stream_id FROM es.events WHERE type = 'ticket.created'";

const TOLD: &str = "
SELECT concat_ws(' ', e.stream_id, e.version, e.type, e.occurred_at, e.actor, e.correlation_id,
                 e.data::jsonb - 'number', c.type)
FROM es.events e
LEFT JOIN es.events c ON c.id = e.causation_id
WHERE e.category = 'ticket'
ORDER BY e.stream_id, e.version";
