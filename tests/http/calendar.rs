//! The calendar as people and their programs read it.

use crate::support::Desk;
use serde_json::{Value, json};

#[tokio::test]
async fn what_is_due_and_what_is_planned_stands_in_the_calendar() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let due = json!({"subject": "printer, on; fire", "due_at": "2030-05-02T10:00:00Z"});
    ana.opens_with(&due).await;
    let window = json!({
        "subject": "move desks", "window_from": "2030-05-01T08:00:00Z",
        "window_to": "2030-05-03T16:00:00Z",
    });
    ana.opens_with(&window).await;
    ana.opens("whenever").await;

    let subjects = async |time: &str| {
        let page = ana.gets(&format!("/calendar?{time}")).await.ok().clone();
        let items = page["items"].as_array().unwrap().clone();
        let subjects = items
            .iter()
            .map(|item| item["subject"].as_str().unwrap().to_owned());
        subjects.collect::<Vec<_>>()
    };
    let may = "from=2030-05-01T00:00:00Z&to=2030-06-01T00:00:00Z";
    assert_eq!(subjects(may).await, ["move desks", "printer, on; fire"]);
    let morning = "from=2030-05-02T00:00:00Z&to=2030-05-02T09:00:00Z";
    assert_eq!(subjects(morning).await, ["move desks"]);
    assert_eq!(
        subjects(&format!("{may}&text=fire")).await,
        ["printer, on; fire"]
    );
    assert!(subjects("to=2030-01-01T00:00:00Z").await.is_empty());
    let wrong = ana
        .gets("/calendar?from=2030-05-01T00:00:00Z&to=2030-05-01T00:00:00Z&tag=%00")
        .await;
    assert_eq!(wrong.status, 400);
    assert_eq!(wrong.refused_fields(), ["from", "tag"]);
}

#[tokio::test]
async fn programs_subscribe_to_the_calendar() {
    let desk = Desk::open().await;
    let ana = desk.hires("Ana").await;
    let due = json!({"subject": "printer, on; fire", "due_at": "2030-05-02T10:00:00Z"});
    let ticket = ana.opens_with(&due).await;

    let feed = "/calendar.ics?from=2030-05-01T00:00:00Z&to=2030-06-01T00:00:00Z";
    let answer = ana.gets(feed).await;
    assert_eq!(answer.status, 200);
    assert_eq!(answer.content_type, "text/calendar; charset=utf-8");
    let Value::String(text) = &answer.body else {
        panic!("{answer:?}");
    };
    let lines: Vec<_> = text.split("\r\n").collect();
    assert_eq!(lines.first(), Some(&"BEGIN:VCALENDAR"));
    assert!(lines.contains(&"VERSION:2.0"), "{text}");
    assert!(lines.contains(&"DTSTART:20300502T100000Z"), "{text}");
    let id = ticket.trim_start_matches("/tickets/");
    let unfolded = text.replace("\r\n ", "");
    assert!(unfolded.contains(&format!("UID:due-{id}@docket")), "{text}");
    assert!(unfolded.contains("printer\\, on\\; fire"), "{text}");
    assert_eq!(unfolded.matches("BEGIN:VEVENT").count(), 1);
}
