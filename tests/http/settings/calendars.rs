//! Business calendars: kept like all settings, and filled with holidays from files.

use crate::support::{Answer, Desk, Person};
use reqwest::Method;
use serde_json::{Value, json};

fn office() -> Value {
    let day = json!([{"from": "09:00", "to": "12:00"}, {"from": "13:00", "to": "17:00"}]);
    json!({
        "key": "office", "name": "Office", "time_zone": "Asia/Jerusalem",
        "weekly": {"sunday": day, "monday": day, "tuesday": [{"from": "22:00", "to": "06:00"}]},
        "holidays": [{"name": "Founding day", "first": "2020-06-15", "yearly": true}],
    })
}

async fn imports(person: &Person, calendar: &str, file: &str) -> Answer {
    let path = format!("/calendars/{calendar}/holidays/import");
    let request = person.request(Method::POST, &path).body(file.to_owned());
    person
        .sends(request.header("Content-Type", "text/calendar"))
        .await
}

fn file(events: &str) -> String {
    format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n")
}

fn event(uid: &str, name: &str, rest: &str) -> String {
    format!("BEGIN:VEVENT\r\nUID:{uid}\r\nSUMMARY:{name}\r\n{rest}\r\nEND:VEVENT\r\n")
}

#[tokio::test]
async fn a_calendar_is_shown_as_it_was_made_and_changes_piece_by_piece() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let made = administrator.posts("/calendars", &office()).await;
    let made = made.ok();
    assert_eq!(made["weekly"]["tuesday"][0]["to"], "06:00");
    assert_eq!(made["weekly"]["friday"], json!([]));
    let holiday = &made["holidays"][0];
    assert_eq!(
        (&holiday["last"], &holiday["yearly"]),
        (&json!("2020-06-15"), &json!(true))
    );

    let patch = json!({"time_zone": "Asia/Amman"});
    let changed = administrator.patches("/calendars/office", &patch).await;
    assert_eq!(changed.ok()["time_zone"], "Asia/Amman");
    assert_eq!(changed.ok()["holidays"], made["holidays"]);
    let ben = desk.hires("Ben").await;
    assert_eq!(
        ben.gets("/calendars/office").await.ok()["version"],
        json!(2)
    );
    assert_eq!(ben.patches("/calendars/office", &patch).await.status, 403);
    assert_eq!(administrator.history_of("/calendars/office").await.len(), 2);
}

#[tokio::test]
async fn all_that_is_wrong_with_a_calendar_is_told_at_once() {
    let desk = Desk::open().await;
    let bad = json!({
        "key": "no way", "name": " ", "time_zone": "Mars",
        "weekly": {"monday": [{"from": "09:00", "to": "09:00"}]},
        "holidays": [{"name": "", "first": "2026-01-02", "last": "2026-01-01"}],
    });
    let refused = desk.administrator().posts("/calendars", &bad).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(
        refused.refused_fields(),
        [
            "key",
            "name",
            "time_zone",
            "weekly.monday[0].to",
            "holidays[0].name",
            "holidays[0].last"
        ]
    );
    let day = json!({
        "key": "k", "name": "k", "time_zone": "UTC", "weekly": {},
        "holidays": [{"name": "n", "first": "2026-02-30"}],
    });
    let refused = desk.administrator().posts("/calendars", &day).await;
    assert_eq!(refused.refused_fields(), ["holidays[0].first"]);
}

#[tokio::test]
async fn holidays_are_imported_and_imported_again() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    administrator.posts("/calendars", &office()).await.ok();
    let new_year = event(
        "a@x",
        "New Year",
        "DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=YEARLY",
    );
    let feast = |begin: &str| {
        let rest = format!("DTSTART;VALUE=DATE:{begin}\r\nDURATION:P7D");
        event("b@x", "Feast\\, the long\r\n  one", &rest)
    };
    let eve = event(
        "c@x",
        "Eve",
        "DTSTART:20260401T110000Z\r\nDTEND;TZID=Asia/Jerusalem:20260401T200000",
    );
    let first = file(&[new_year, feast("20260402"), eve].concat());
    let told = imports(&administrator, "office", &first).await;
    let holidays = told.ok()["holidays"].as_array().unwrap().clone();
    assert_eq!(holidays.len(), 4, "{holidays:?}");
    assert_eq!(holidays[1]["yearly"], true);
    assert_eq!(holidays[2]["name"], "Feast, the long one");
    assert_eq!(holidays[2]["last"], "2026-04-08");
    assert_eq!(
        (&holidays[3]["from"], &holidays[3]["to"]),
        (&json!("14:00"), &json!("20:00"))
    );

    let again = imports(&administrator, "office", &first).await;
    assert_eq!(
        again.ok()["version"],
        told.ok()["version"],
        "nothing is new"
    );
    let moved = imports(&administrator, "office", &file(&feast("20260403"))).await;
    let holidays = moved.ok()["holidays"].as_array().unwrap();
    assert_eq!(
        (holidays.len(), &holidays[3]["first"]),
        (4, &json!("2026-04-03"))
    );
}

#[tokio::test]
async fn a_file_that_is_not_understood_is_told_by_line_and_changes_nothing() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let made = administrator.posts("/calendars", &office()).await;
    let good = event("a@x", "Good", "DTSTART;VALUE=DATE:20260101");
    let weekly = event(
        "b@x",
        "Weekly",
        "DTSTART;VALUE=DATE:20260101\r\nRRULE:FREQ=WEEKLY",
    );
    let refused = imports(
        &administrator,
        "office",
        &file(&[good.clone(), weekly].concat()),
    )
    .await;
    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(refused.refused_fields(), ["line 12"]);
    let now = administrator.gets("/calendars/office").await;
    assert_eq!(now.ok()["version"], made.ok()["version"]);

    let ben = desk.hires("Ben").await;
    assert_eq!(imports(&ben, "office", &file(&good)).await.status, 403);
    let nowhere = imports(&administrator, "nowhere", &file(&good)).await;
    assert_eq!(nowhere.status, 404);
    let path = "/calendars/office/holidays/import";
    let json = administrator.posts(path, &json!({})).await;
    assert_eq!(json.status, 415);
}

#[tokio::test]
async fn departments_and_the_workspace_go_by_a_calendar_which_then_stays() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let support = desk.department("Support").await;
    let support = format!("/departments/{support}");
    let named = json!({"calendar": "office"});
    for path in ["/workspace", &support] {
        let refused = administrator.patches(path, &named).await;
        assert_eq!(refused.refused_fields(), ["calendar"], "{path}");
    }
    administrator.posts("/calendars", &office()).await.ok();
    for path in ["/workspace", &support] {
        let changed = administrator.patches(path, &named).await;
        assert_eq!(changed.ok()["calendar"], "office");
        let refused = administrator.deletes("/calendars/office").await;
        assert_eq!(refused.refused_fields(), ["key"], "{path}");
        let none = json!({"calendar": null});
        let changed = administrator.patches(path, &none).await;
        assert_eq!(changed.ok()["calendar"], Value::Null);
    }
    let gone = administrator.deletes("/calendars/office").await;
    assert_eq!(gone.ok()["retired"], true);
}
