//! What is promised on tickets, told over HTTP.

use crate::support::{Answer, Desk, Person};
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

mod tried;

fn gold() -> Value {
    json!({
        "name": "Gold", "position": 10,
        "match": {"path": "tags", "op": "contains", "value": "gold"},
        "targets": {"first_response": 3600, "resolution": 28800},
        "by_priority": {"urgent": {"first_response": 900}},
        "calendar": {"type": "always_open"},
        "warn_at": [50, 90],
    })
}

async fn clocks(person: &Person, ticket: &str, rest: &str) -> Value {
    let sla = person.gets(&format!("{ticket}/sla{rest}")).await;
    sla.ok().clone()
}

fn clock<'a>(sla: &'a Value, of: &str) -> &'a Value {
    let mut clocks = sla["clocks"].as_array().unwrap().iter();
    let found = clocks.find(|clock| clock["clock"] == of);
    found.unwrap_or_else(|| panic!("no {of} in {sla}"))
}

fn time(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

async fn answers(person: &Person, ticket: &str) -> Answer {
    let text = json!({"body": "We are on it.", "visibility": "public"});
    person.posts(&format!("{ticket}/messages"), &text).await
}

#[tokio::test]
async fn a_ticket_that_matches_has_clocks_until_what_is_promised_is_done() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let made = administrator.posts("/sla_policies", &gold()).await;
    let policy = made.ok();
    assert_eq!(policy["pause"], json!(["pending"]));
    let ana = desk.hires("Ana").await;
    let plain = ana.opens("plain").await;
    assert_eq!(clocks(&ana, &plain, "").await["clocks"], json!([]));

    let ticket = json!({"subject": "gold", "tags": ["gold"], "priority": "urgent"});
    let ticket = ana.opens_with(&ticket).await;
    let sla = clocks(&ana, &ticket, "").await;
    assert_eq!(sla["policy"]["id"], policy["id"]);
    let first = clock(&sla, "first_response");
    assert_eq!(
        (&first["state"], &first["target_seconds"]),
        (&json!("running"), &json!(900))
    );
    let (began, due) = (time(&first["started_at"]), time(&first["due_at"]));
    assert_eq!(due, began + SignedDuration::from_secs(900));
    assert_eq!(
        time(&sla["next_moment"]),
        began + SignedDuration::from_secs(450)
    );

    answers(&ana, &ticket).await.ok();
    ana.sets_status(&ticket, "resolved").await.ok();
    let sla = clocks(&ana, &ticket, "").await;
    for of in ["first_response", "resolution"] {
        assert_eq!(clock(&sla, of)["state"], "met", "{sla}");
    }
}

#[tokio::test]
async fn the_clocks_of_then_and_those_to_come_are_told() {
    let desk = Desk::open().await;
    desk.administrator()
        .posts("/sla_policies", &gold())
        .await
        .ok();
    let ana = desk.hires("Ana").await;
    let ticket = ana
        .opens_with(&json!({"subject": "gold", "tags": ["gold"]}))
        .await;
    let opened = ana.history_of(&ticket).await[0]["position"].clone();
    ana.sets_status(&ticket, "pending").await.ok();

    let now = clocks(&ana, &ticket, "").await;
    assert_eq!(clock(&now, "resolution")["state"], "paused");
    assert_eq!(clock(&now, "resolution")["stops"][0]["reason"], "paused");
    let then = clocks(&ana, &ticket, &format!("?as_of={opened}")).await;
    assert_eq!(clock(&then, "resolution")["state"], "running");
    ana.sets_status(&ticket, "open").await.ok();
    let tomorrow = Timestamp::now() + SignedDuration::from_hours(24);
    let later = clocks(&ana, &ticket, &format!("?as_of={tomorrow}")).await;
    let resolution = clock(&later, "resolution");
    assert_eq!(resolution["state"], "breached");
    assert_eq!(resolution["breached_at"], resolution["due_at"]);
    let percents = resolution["warnings"].as_array().unwrap().iter();
    assert_eq!(
        percents.map(|w| &w["percent"]).collect::<Vec<_>>(),
        [50, 90]
    );
    assert_eq!(ana.gets(&format!("{ticket}/sla?as_of=0")).await.status, 404);
}

#[tokio::test]
async fn whoever_changes_a_policy_chooses_for_which_tickets() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let made = administrator.posts("/sla_policies", &gold()).await;
    let path = format!("/sla_policies/{}", made.ok()["id"].as_str().unwrap());
    let ticket = json!({"subject": "gold", "tags": ["gold"]});
    let ticket = administrator.opens_with(&ticket).await;
    let target = async || {
        let sla = clocks(&administrator, &ticket, "").await;
        clock(&sla, "resolution")["target_seconds"].clone()
    };

    let shorter = |applies: &str| json!({"targets": {"resolution": 7200}, "applies": applies});
    administrator.patches(&path, &shorter("new")).await.ok();
    assert_eq!(target().await, 28800);
    administrator
        .patches(&path, &shorter("open_from_now"))
        .await
        .ok();
    assert_eq!(target().await, 7200);

    administrator.deletes(&path).await.ok();
    assert_eq!(
        clocks(&administrator, &ticket, "").await["policy"],
        Value::Null
    );
    assert_eq!(administrator.history_of(&path).await.len(), 4);
    let ben = desk.hires("Ben").await;
    assert_eq!(ben.gets(&path).await.status, 200);
    assert_eq!(ben.patches(&path, &shorter("new")).await.status, 403);
}

#[tokio::test]
async fn all_that_is_wrong_with_a_policy_is_told_at_once() {
    let desk = Desk::open().await;
    let bad = json!({
        "name": "", "match": {"path": "overdue", "op": "eq", "value": true},
        "targets": {"resolution": 5},
        "by_priority": {"hottest": {"resolution": 3600}},
        "calendar": {"type": "named", "calendar": "nowhere"},
        "pause": ["closed"], "warn_at": [101], "warn_before_due": [0],
    });
    let refused = desk.administrator().posts("/sla_policies", &bad).await;
    assert_eq!(refused.status, 422, "{refused:?}");
    let mut fields = refused.refused_fields();
    fields.sort();
    let wrong = [
        "by_priority.hottest",
        "calendar.calendar",
        "match.path",
        "name",
        "pause",
        "targets.resolution",
        "warn_at",
        "warn_before_due",
    ];
    assert_eq!(fields, wrong);
}

#[tokio::test]
async fn a_calendar_by_which_a_policy_goes_cannot_be_retired() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    let day = json!([{"from": "09:00", "to": "17:00"}]);
    let office = json!({"key": "office", "name": "Office", "time_zone": "UTC",
        "weekly": {"monday": day}});
    administrator.posts("/calendars", &office).await.ok();
    let mut policy = gold();
    policy["calendar"] = json!({"type": "named", "calendar": "office"});
    let made = administrator.posts("/sla_policies", &policy).await;
    assert_eq!(made.ok()["calendar"], policy["calendar"]);

    let kept = administrator.deletes("/calendars/office").await;

    assert_eq!(kept.status, 422, "{kept:?}");
    assert!(kept.body.to_string().contains("Gold"), "{kept:?}");
}

#[tokio::test]
async fn what_falls_due_next_is_told_to_whoever_may_see_the_ticket() {
    let desk = Desk::open().await;
    let administrator = desk.administrator();
    administrator.posts("/sla_policies", &gold()).await.ok();
    let support = desk.department("Support").await;
    let ticket = |subject: &str, priority: &str| {
        json!({"subject": subject, "tags": ["gold"], "priority": priority,
               "department_id": support})
    };
    let normal = administrator.opens_with(&ticket("normal", "normal")).await;
    administrator.opens_with(&ticket("urgent", "urgent")).await;
    administrator.sets_status(&normal, "pending").await.ok();

    let told = administrator.gets("/sla/upcoming").await;

    let items = told.ok()["items"].as_array().unwrap();
    let named = items
        .iter()
        .map(|item| (item["subject"].as_str(), item["clock"].as_str()));
    let urgent = Some("urgent");
    let both = [
        (urgent, Some("first_response")),
        (urgent, Some("resolution")),
    ];
    assert_eq!(named.collect::<Vec<_>>(), both);
    assert!(items[0]["due_in_seconds"].as_i64().unwrap() <= 900);
    let soon = Timestamp::now() + SignedDuration::from_mins(30);
    let soon = administrator
        .gets(&format!("/sla/upcoming?until={soon}&limit=1"))
        .await;
    assert_eq!(soon.ok()["total"], 1);
    let other = desk.department("Sales").await;
    let none = administrator
        .gets(&format!("/sla/upcoming?department={other}"))
        .await;
    assert_eq!(none.ok()["total"], 0);
    let stranger = desk.hires("Stranger").await;
    assert_eq!(stranger.gets("/sla/upcoming").await.ok()["total"], 0);
    let past = administrator
        .gets("/sla/upcoming?until=2020-01-01T00:00:00Z")
        .await;
    assert_eq!(
        (past.status, past.refused_fields()),
        (400, vec!["until".to_owned()])
    );
}
