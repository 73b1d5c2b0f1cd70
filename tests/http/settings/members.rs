//! Members' hours, languages and absences.

use crate::support::Desk;
use serde_json::{Value, json};
use uuid::Uuid;

#[tokio::test]
async fn a_member_has_hours_a_language_and_a_substitute() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ben = desk.hires("Ben").await;
    let day = json!([{"from": "08:30", "to": "12:00"}, {"from": "13:00", "to": "24:00"}]);
    let away = json!({
        "from": "2026-03-01T09:30:00Z", "until": "2026-03-08T09:30:00Z", "substitute_id": ben.id,
    });
    let new = json!({
        "name": "Ana", "language": "ar-EG", "away": away,
        "calendar": {"time_zone": "Africa/Cairo", "weekly": {"sunday": day}},
    });

    let made = administrator.posts("/members", &new).await;

    let made = made.ok();
    assert_eq!(made["language"], "ar-EG");
    assert_eq!(made["away"], away);
    assert_eq!(made["calendar"]["weekly"]["sunday"], day);
    assert_eq!(made["calendar"]["weekly"]["monday"], json!([]));
    let path = format!("/members/{}", made["id"].as_str().unwrap());
    let back = json!({"away": null, "calendar": null});
    let back = administrator.patches(&path, &back).await;
    assert_eq!(back.ok()["away"], Value::Null);
    assert_eq!(back.ok()["calendar"], Value::Null);
    assert_eq!(back.ok()["language"], "ar-EG");
}

#[tokio::test]
async fn all_that_is_wrong_with_a_member_is_told_at_once() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let bad = json!({
        "name": "Ana", "language": "Hebrew!",
        "calendar": {"time_zone": "Moon/Base", "weekly": {
            "monday": [{"from": "09:00", "to": "12:00"}, {"from": "11:00", "to": "13:00"}],
            "friday": [{"from": "12:00", "to": "09:00"}],
        }},
        "away": {
            "from": "2026-03-08T09:30:00Z", "until": "2026-03-01T09:30:00Z",
            "substitute_id": Uuid::nil(),
        },
    });

    let refused = administrator.posts("/members", &bad).await;

    assert_eq!(refused.status, 422, "{refused:?}");
    assert_eq!(
        refused.refused_fields(),
        [
            "language",
            "calendar.time_zone",
            "calendar.weekly.monday",
            "calendar.weekly.friday[0].to",
            "away.until",
            "away.substitute_id",
        ]
    );
}

#[tokio::test]
async fn nobody_is_their_own_substitute() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let ana = desk.hires("Ana").await;
    let away = json!({"away": {
        "from": "2026-03-01T09:30:00Z", "until": "2026-03-08T09:30:00Z", "substitute_id": ana.id,
    }});
    let path = format!("/members/{}", ana.id);
    let refused = administrator.patches(&path, &away).await;
    assert_eq!(
        refused.refused_fields(),
        ["away.substitute_id"],
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_time_that_no_clock_shows_is_refused_by_its_field() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let bad = json!({"name": "Ana", "calendar": {
        "time_zone": "UTC", "weekly": {"sunday": [{"from": "9", "to": "25:00"}]},
    }});
    let refused = administrator.posts("/members", &bad).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    let fields = refused.refused_fields();
    assert!(
        fields[0].starts_with("calendar.weekly.sunday"),
        "{fields:?}"
    );
}
