//! The real log: every count that can be taken from the file is found again in the store.

use super::filled::{check_customers, check_fields};
use super::oracle::{Oracle, path};
use super::{Log, counts, events, in_repository};
use docket::import::{ImportOptions, ImportReport, import};
use std::collections::BTreeMap;
use tokio_postgres::Client;

/// A hang is meant, not a busy machine.
const SECONDS: f64 = 180.0;

#[tokio::test]
async fn the_real_log_becomes_tickets_with_their_whole_history() {
    let Some(path) = path() else { return };
    let (log, oracle) = (Log::start().await, Oracle::read(&path));
    let options = ImportOptions {
        file: path,
        mapping: in_repository("docs/mappings/helpdesk.toml"),
        dry_run: false,
    };
    let report = import(&log.store, &options, &|_, _| {}).await.unwrap();
    eprintln!("{report}");
    let session = log.database.session().await;
    check_report(&report, &oracle);
    check_counts(&session, &oracle).await;
    check_customers(&session, &oracle).await;
    check_fields(&session, &oracle).await;
    check_histories(&session, &oracle).await;
    check_order(&session).await;
    check_memory();

    let before = events(&session).await;
    let again = import(&log.store, &options, &|_, _| {}).await.unwrap();
    assert_eq!(again.done.skipped, 21_348);
    assert_eq!((again.done.tickets, again.done.events), (0, 0));
    assert_eq!(events(&session).await, before);
    assert!(again.to_string().contains("nothing to do"), "{again}");
}

fn check_report(report: &ImportReport, oracle: &Oracle) {
    assert_eq!(report.lines, 21_348);
    assert_eq!(oracle.lines(), 21_348);
    assert_eq!(report.done.tickets, 4_580);
    assert_eq!(oracle.cases.len(), 4_580);
    assert_eq!(report.made.members, 22);
    assert_eq!(report.made.departments, 7);
    assert_eq!(report.made.fields, 5);
    assert_eq!(report.made.organisations, 397);
    assert_eq!(report.made.customers, 397);
    assert_eq!(oracle.customers().len(), 397);
    assert!(report.seconds <= SECONDS, "{} s", report.seconds);
}

async fn check_counts(session: &Client, oracle: &Oracle) {
    let names = counts(session, NAMES).await;
    assert_eq!(names["ticket.created"], 4_580);
    assert_eq!(names["ticket.activity_recorded"], 21_348);
    assert_eq!(counts(session, ACTIVITIES).await, oracle.activities());
    assert_eq!(counts(session, STATUSES).await, oracle.last_statuses());
    assert_eq!(counts(session, PRIORITIES).await, oracle.last_priorities());
    assert_eq!(counts(session, MEMBERS).await, oracle.tickets_of_members());
    assert_eq!(counts(session, DEPARTMENTS).await, oracle.departments());
    assert_eq!(counts(session, DUE).await, oracle.hours_until_due());
    assert_eq!(counts(session, NOTES).await, oracle.notes());
}

/// Case by case: what happened, when by the clock in Italy, and who did it.
async fn check_histories(session: &Client, oracle: &Oracle) {
    let mut found: BTreeMap<String, Vec<[String; 3]>> = BTreeMap::new();
    for row in session.query(HISTORIES, &[]).await.unwrap() {
        let line = [row.get(1), row.get(2), row.get(3)];
        found.entry(row.get(0)).or_default().push(line);
    }
    assert_eq!(found.len(), oracle.cases.len());
    for (case, lines) in &oracle.cases {
        let told = lines.iter().map(|line| {
            let line = line.clone();
            [line.activity, line.time, line.resource]
        });
        assert_eq!(found[case], told.collect::<Vec<_>>(), "{case}");
    }
}

async fn check_order(session: &Client) {
    let row = session.query_one(OUT_OF_ORDER, &[]).await.unwrap();
    assert_eq!(row.get::<_, i64>(0), 0, "positions follow time");
}

/// Only where this test has its process for itself can its memory be told from others'.
fn check_memory() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let alone = std::env::var_os("NEXTEST").is_some();
    if let Some(peak) = peak.filter(|_| alone) {
        let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
        assert!(kilobytes <= 150 * 1024, "{kilobytes} kB");
    }
}

const NAMES: &str = "
SELECT type, count(*)
FROM es.events
GROUP BY type";

const ACTIVITIES: &str = "
SELECT data ->> 'activity', count(*)
FROM es.events
WHERE type = 'ticket.activity_recorded'
GROUP BY 1";

const STATUSES: &str = "
SELECT s.data ->> 'key', count(*)
FROM (SELECT DISTINCT ON (stream_id) coalesce(data ->> 'to', data ->> 'status') AS id
      FROM es.events
      WHERE type IN ('ticket.created', 'ticket.status_changed')
      ORDER BY stream_id, version DESC) t
JOIN es.events s ON s.stream_id::text = t.id AND s.type = 'status.saved'
GROUP BY 1";

const PRIORITIES: &str = "
SELECT p.data ->> 'key', count(*)
FROM (SELECT DISTINCT ON (stream_id) coalesce(data ->> 'to', data ->> 'priority') AS id
      FROM es.events
      WHERE type IN ('ticket.created', 'ticket.priority_changed')
      ORDER BY stream_id, version DESC) t
JOIN es.events p ON p.stream_id::text = t.id AND p.type = 'priority.saved'
GROUP BY 1";

const MEMBERS: &str = "
SELECT m.data ->> 'name', count(DISTINCT t.stream_id)
FROM es.events t
JOIN es.events m ON m.stream_id::text = t.data ->> 'member' AND m.type = 'member.saved'
WHERE t.type = 'ticket.assigned'
GROUP BY 1";

const DEPARTMENTS: &str = "
SELECT d.data ->> 'name', count(*)
FROM es.events t
JOIN es.events d ON d.stream_id::text = t.data ->> 'department' AND d.type = 'department.saved'
WHERE t.type = 'ticket.created'
GROUP BY 1";

const DUE: &str = "
SELECT (extract(epoch FROM (data ->> 'due_at')::timestamptz - occurred_at) / 3600)::int::text,
       count(*)
FROM es.events
WHERE type = 'ticket.created'
GROUP BY 1";

const NOTES: &str = "
SELECT data ->> 'body', count(*)
FROM es.events
WHERE type = 'ticket.message_posted'
  AND data ->> 'visibility' = 'internal'
GROUP BY 1";

const HISTORIES: &str = "
SELECT split_part(c.data ->> 'subject', ':', 1), a.data ->> 'activity',
       to_char(a.occurred_at AT TIME ZONE 'Europe/Rome', 'YYYY/MM/DD HH24:MI:SS.MS'),
       m.data ->> 'name'
FROM es.events a
JOIN es.events c ON c.stream_id = a.stream_id AND c.version = 1
JOIN es.events m ON m.stream_id::text = a.actor ->> 'id' AND m.type = 'member.saved'
WHERE a.type = 'ticket.activity_recorded'
ORDER BY a.position";

const OUT_OF_ORDER: &str = "
SELECT count(*)
FROM (SELECT occurred_at, lag(occurred_at) OVER (ORDER BY position) AS before
      FROM es.events
      WHERE category = 'ticket') e
WHERE e.before > e.occurred_at";
