//! What a policy may say: every wrong field is named at once.

use super::super::{SlaCalendar, SlaPolicy, Targets};
use crate::CalendarId;
use crate::condition::Condition;
use crate::given::{NOBODY, Then, given};
use crate::setting::{Setting, SettingCommand, SettingEvent, StatusCategory};

fn sound() -> SlaPolicy {
    SlaPolicy {
        targets: Targets {
            first_response: Some(3600),
            ..Targets::default()
        },
        ..SlaPolicy::new("Everybody")
    }
}

fn saved(policy: SlaPolicy) -> Then<Setting<SlaPolicy>> {
    given([]).when(SettingCommand::Create(policy))
}

#[test]
fn all_wrong_fields_are_named_at_once() {
    let json = r#"{"path": "priority", "op": "eq", "value": "hottest"}"#;
    let condition: Condition = serde_json::from_str(json).unwrap();
    let policy = SlaPolicy {
        name: String::new(),
        condition: Some(condition),
        targets: Targets {
            first_response: Some(5),
            ..Targets::default()
        },
        by_priority: [("hottest".to_owned(), Targets::default())].into(),
        calendar: SlaCalendar::Named {
            id: CalendarId(NOBODY),
        },
        pause: vec![StatusCategory::Closed],
        warn_at: vec![90, 50],
        warn_before_due: vec![60, 3600],
        escalate_after: vec![3600, 60],
        ..sound()
    };
    saved(policy).wrong([
        "name",
        "match.value",
        "targets.first_response",
        "by_priority.hottest",
        "pause",
        "warn_at",
        "warn_before_due",
        "escalate_after",
        "calendar.id",
    ]);
}

#[test]
fn what_promises_something_is_saved_as_it_came() {
    saved(sound()).then([SettingEvent::Saved(sound())]);
}

#[test]
fn a_policy_must_promise_something() {
    saved(SlaPolicy::new("Nothing")).wrong(["targets"]);
}
