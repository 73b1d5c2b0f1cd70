//! Every format holds what the log and its folds hold.

use super::{Desk, Folder};
use crate::support::Person;
use jiff::Timestamp;
use serde_json::{Value, json};
use std::path::Path;

/// Tickets of which something of everything is told.
async fn some_work(desk: &Desk) -> Person {
    let ana = desk.hires_as("Ana", "manager").await;
    let field = json!({"key": "floor", "name": "Floor", "kind": {"type": "integer"}});
    desk.administrator().posts("/fields", &field).await.ok();
    for number in 0..4 {
        let ticket = json!({
            "subject": format!("=cmd|' /C \"{number}\", מדפסת בוערת"),
            "tags": ["one", "two;three"],
            "fields": {"floor": number},
            "due_at": "2030-07-01T10:30:00Z",
        });
        let ticket = ana.opens_with(&ticket).await;
        if number % 2 == 0 {
            let assignee = json!({"member_id": ana.id});
            ana.posts(&format!("{ticket}/assignees"), &assignee)
                .await
                .ok();
            ana.sets_status(&ticket, "resolved").await.ok();
            ana.sets_status(&ticket, "in_progress").await.ok();
        }
        ana.notes(&ticket, "look at \"this\",\r\nor that")
            .await
            .ok();
    }
    ana
}

#[tokio::test]
async fn every_format_holds_the_events_that_the_api_shows() {
    let desk = Desk::open().await;
    some_work(&desk).await;
    let folder = Folder::new();
    let lines = ndjson(&folder.takes(&desk, "e.ndjson", "--format ndjson").await);
    let csv = csv(&folder.takes(&desk, "e.csv", "--format csv").await);
    let parquet = parquet(
        &folder,
        &folder.takes(&desk, "e.parquet", "--format parquet").await,
    )
    .await;

    let told = events(&desk.administrator()).await;

    assert_eq!(lines.len(), told.len());
    for (line, event) in lines.iter().zip(&told) {
        for key in [
            "position",
            "id",
            "stream_id",
            "version",
            "type",
            "data",
            "correlation_id",
        ] {
            assert_eq!(line[key], event[key], "{key} of {event}");
        }
        assert_eq!(line["actor_kind"], event["actor"]["kind"]);
        assert_eq!(line["occurred_at"], event["occurred_at"]);
    }
    let texts = |rows: &[Value]| rows.iter().map(as_text).collect::<Vec<_>>();
    assert_eq!(texts(&csv), texts(&lines));
    assert_eq!(texts(&parquet), texts(&lines));
}

#[tokio::test]
async fn tickets_and_intervals_are_told_in_words_as_of_a_position() {
    let desk = Desk::open().await;
    let ana = some_work(&desk).await;
    let folder = Folder::new();
    let options = "--decode --format ndjson --table tickets";
    let tickets = ndjson(&folder.takes(&desk, "t", options).await);
    let listed = ana
        .pages_through("/tickets?sort=created_at&limit=200")
        .await;
    assert_eq!(tickets.len(), listed.len());
    for (ticket, listed) in tickets.iter().zip(&listed) {
        for key in [
            "id", "number", "subject", "status", "priority", "tags", "version", "fields", "due_at",
        ] {
            assert_eq!(ticket[key], listed[key], "{key} of {listed}");
        }
        assert_eq!(ticket["internal_notes"], 1);
        let even = listed["fields"]["floor"].as_i64().unwrap() % 2 == 0;
        assert_eq!(ticket["reopened"], i64::from(even));
        assert_eq!(
            ticket["assignees"],
            if even { json!(["Ana"]) } else { json!([]) }
        );
    }

    // as it was before the last ticket was opened
    let last = tickets[3]["number"].as_i64().unwrap();
    let created = events(&desk.administrator()).await.into_iter();
    let mut created = created.filter(|event| event["data"]["number"] == last);
    let before = created.next().unwrap()["position"].as_i64().unwrap() - 1;
    let options = format!("{options} --to {before}");
    let then = ndjson(&folder.takes(&desk, "t", &options).await);
    assert_eq!(then, tickets[..3]);
    let from = format!("--format ndjson --table tickets --from {}", before + 1);
    assert_eq!(ndjson(&folder.takes(&desk, "t", &from).await).len(), 1);
}

#[tokio::test]
async fn intervals_are_those_of_the_read_model() {
    let desk = Desk::open().await;
    let ana = some_work(&desk).await;
    ana.pages_through("/tickets?as_of=2100-01-01T00:00:00Z")
        .await; // the read model is there
    let folder = Folder::new();
    let options = "--format parquet --table intervals";
    let path = folder.takes(&desk, "i.parquet", options).await;
    let mut intervals = parquet(&folder, &path).await;
    intervals.sort_by_key(|row| row["from_position"].as_i64());

    let session = desk.database.session().await;
    let live = session.query_one(LIVE, &[]).await.unwrap();
    let sql = INTERVALS.replace("{schema}", live.get(0));
    let rows = session.query(&sql, &[]).await.unwrap();
    let rows: Vec<Value> = rows
        .iter()
        .map(|row| row.get::<_, String>(0))
        .map(|row| serde_json::from_str(&row).unwrap())
        .collect();

    assert!(rows.len() >= 4 + 2 * 3, "{rows:?}");
    assert_eq!(intervals.len(), rows.len());
    for (interval, row) in intervals.iter().zip(&rows) {
        for (key, value) in row.as_object().unwrap() {
            assert_eq!(&interval[key], value, "{key} of {row}");
        }
    }
}

#[tokio::test]
async fn what_was_redacted_is_in_no_file() {
    const WORDS: &str = "canary-hunter2";
    let desk = Desk::open().await;
    let ana = desk.hires_as("Ana", "manager").await;
    let ticket = ana.opens("password").await;
    let note = ana.notes(&ticket, WORDS).await.ok()["id"].clone();
    let message = format!("{ticket}/messages/{}", note.as_str().unwrap());
    ana.patches(&message, &json!({"body": format!("{WORDS}!")}))
        .await
        .ok();
    let folder = Folder::new();
    let before = folder.takes(&desk, "e", "--format csv").await;
    assert_eq!(
        std::fs::read_to_string(before)
            .unwrap()
            .matches(WORDS)
            .count(),
        2
    );

    let reason = json!({"reason": "holds a password"});
    ana.posts(&format!("{message}/redact"), &reason).await.ok();

    for options in ["csv", "ndjson --decode", "xes", "csv --table tickets"] {
        let taken = folder
            .takes(&desk, "e", &format!("--format {options}"))
            .await;
        let taken = std::fs::read_to_string(taken).unwrap();
        assert!(!taken.contains("canary"), "{options}: {taken}");
        let rest = if options == "xes" {
            "message redacted"
        } else {
            "password"
        };
        assert!(taken.contains(rest), "{options}: {taken}");
    }
}

/// All events, page by page.
async fn events(person: &Person) -> Vec<Value> {
    let (mut events, mut after) = (Vec::new(), 0);
    loop {
        let page = person
            .gets(&format!("/events?after={after}&limit=200"))
            .await;
        let items = page.ok()["items"].as_array().unwrap().clone();
        let Some(last) = items.last() else {
            return events;
        };
        after = last["position"].as_i64().unwrap();
        events.extend(items);
    }
}

fn ndjson(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn csv(path: &Path) -> Vec<Value> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let head = reader.headers().unwrap().clone();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let cells = head.iter().zip(row.iter());
        cells
            .map(|(name, cell)| (name.to_owned(), json!(cell)))
            .collect()
    });
    rows.collect()
}

async fn parquet(folder: &Folder, path: &Path) -> Vec<Value> {
    let printed = folder.python("rows.py", &[path]).await;
    serde_json::from_str(printed.lines().last().unwrap()).unwrap()
}

/// A row as every format can tell it: texts alone, moments as seconds, JSON by what it means.
fn as_text(row: &Value) -> Vec<(String, String)> {
    let cells = row.as_object().unwrap().iter();
    let text = |name: &str, cell: &Value| match cell {
        Value::Null => String::new(),
        cell if name.ends_with("_at") => seconds(cell).to_string(),
        Value::String(json) if name == "data" => {
            serde_json::from_str::<Value>(json).unwrap().to_string()
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    cells
        .map(|(name, cell)| (name.clone(), text(name, cell)))
        .collect()
}

fn seconds(moment: &Value) -> f64 {
    let told = moment
        .as_str()
        .map(|text| text.parse::<Timestamp>().unwrap());
    told.map_or_else(
        || moment.as_f64().unwrap(),
        |at| at.as_microsecond() as f64 / 1e6,
    )
}

const LIVE: &str = "
SELECT schema
FROM read.projections
WHERE name = 'intervals'
  AND state = 'live'";

const INTERVALS: &str = "
SELECT json_build_object(
         'ticket', ticket, 'from_position', from_position,
         'to_position', nullif(to_position, 9223372036854775807),
         'from_at', extract(epoch FROM from_at)::float8,
         'to_at', nullif(extract(epoch FROM to_at), 'infinity')::float8,
         'status', status, 'priority', priority, 'department', department,
         'assignees', assignees, 'tags', tags, 'deleted', deleted)::text
FROM {schema}.ticket_intervals
ORDER BY from_position";
