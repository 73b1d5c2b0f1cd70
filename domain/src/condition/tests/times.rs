//! Moments that depend on when and where a condition is asked.

use super::*;
use crate::Audience;
use jiff::Timestamp;
use jiff::tz::TimeZone;

/// Saturday noon in London, the first hour of Sunday in Kiritimati; two hours before Israel's
/// clocks go forward at two in the night.
const NOON: &str = "2026-03-28T10:30:00Z";

/// Whether it holds of a ticket that is due, and was seen, at `due`, bought on the day in `due`.
fn is(json: &Json, (now, zone): (&str, &str), due: &str) -> bool {
    let usage = Usage::lists(&CATALOG, &Audience::Everything);
    let condition = Condition::parse_for(&usage, json, "when");
    let condition = condition.unwrap_or_else(|e| panic!("{json}: {e:?}"));
    let zone = TimeZone::get(zone).unwrap();
    let viewpoint = Viewpoint::new(now.parse().unwrap(), zone, Some(ANA.0));
    let at: Timestamp = due.parse().unwrap();
    let text = |text: &str| FieldValue::Text(text.to_owned());
    let values = [
        (FieldId::from_key("seen_at"), text(&at.to_string())),
        (FieldId::from_key("bought_on"), text(&due[..10])),
    ];
    let fields = values.into();
    let assignees = [ANA];
    condition.settled(&viewpoint).holds(&TicketFacts {
        status: StatusId::from_key("open"),
        status_category: Some(StatusCategory::Open),
        priority: PriorityId::from_key("high"),
        department: None,
        assignees: &assignees,
        tags: &[],
        channel: Channel::Phone,
        subject: "",
        description: "",
        requester: None,
        organisation: None,
        due_at: Some(at),
        fields: &fields,
    })
}

#[track_caller]
fn agree(op: &str, value: &str, asked: (&str, &str), due: &str, expected: bool) {
    for path in ["due_at", "fields.seen_at"] {
        let json = leaf(path, op, value);
        assert_eq!(is(&json, asked, due), expected, "{json} of {due}");
    }
}

#[test]
fn now_is_counted_from_in_hours_of_sixty_minutes_and_days_of_24_hours() {
    let asked = (NOON, "Asia/Jerusalem");
    agree("lt", "now", asked, "2026-03-28T10:29:59.999999Z", true);
    agree("lt", "now", asked, NOON, false);
    agree("ge", "now", asked, NOON, true);
    agree("lt", "now+90m", asked, "2026-03-28T11:59:59Z", true);
    agree("lt", "now+90m", asked, "2026-03-28T12:00:00Z", false);
    agree("gt", "now-2w", asked, "2026-03-14T10:30:01Z", true);
    agree("gt", "now-2w", asked, "2026-03-14T10:30:00Z", false);
    agree("le", "now+1d", asked, "2026-03-29T10:30:00Z", true);
}

#[test]
fn the_last_and_the_next_hours_begin_and_end_with_now() {
    let asked = (NOON, "UTC");
    for (op, due, expected) in [
        ("in_last", "2026-03-21T10:30:00Z", true),
        ("in_last", "2026-03-21T10:29:59Z", false),
        ("in_last", NOON, true),
        ("in_last", "2026-03-28T10:30:01Z", false),
        ("in_next", NOON, true),
        ("in_next", "2026-04-04T10:30:00Z", true),
        ("in_next", "2026-04-04T10:30:01Z", false),
        ("in_next", "2026-03-28T10:29:59Z", false),
    ] {
        agree(op, "7d", asked, due, expected);
    }
}

#[test]
fn a_day_is_that_of_whoever_asks() {
    // 2026-03-29 in Kiritimati, fourteen hours ahead
    let island = (NOON, "Pacific/Kiritimati");
    agree("on", "today", island, "2026-03-28T10:00:00Z", true);
    agree("on", "today", island, "2026-03-28T09:59:59Z", false);
    agree("on", "today", island, "2026-03-29T09:59:59Z", true);
    agree("on", "today", island, "2026-03-29T10:00:00Z", false);
    agree("on", "2026-03-29", island, "2026-03-28T10:00:00Z", true);
    let london = (NOON, "Europe/London");
    agree("on", "today", london, "2026-03-28T00:00:00Z", true);
    agree("on", "yesterday", london, "2026-03-27T23:59:59Z", true);
    agree("on", "tomorrow", london, "2026-03-28T23:59:59Z", false);
    agree("ge", "today", island, "2026-03-28T10:00:00Z", true);
    agree("ge", "today", london, "2026-03-28T00:00:00Z", true);
    agree("lt", "today", london, "2026-03-28T00:00:00Z", false);
}

#[test]
fn a_day_in_which_clocks_change_is_as_long_as_it_is() {
    // Israel's clocks went from two to three on 2026-03-27: that day began at 22:00Z, and the
    // next one at 21:00Z
    let asked = ("2026-03-27T12:00:00Z", "Asia/Jerusalem");
    agree("on", "today", asked, "2026-03-26T22:00:00Z", true);
    agree("on", "today", asked, "2026-03-26T21:59:59Z", false);
    agree("on", "today", asked, "2026-03-27T20:59:59Z", true);
    agree("on", "today", asked, "2026-03-27T21:00:00Z", false);
    agree("lt", "today+1d", asked, "2026-03-27T20:59:59Z", true);
    agree("lt", "today+1d", asked, "2026-03-27T21:00:00Z", false);
}

#[test]
fn a_date_is_compared_with_the_day_and_not_with_its_begin() {
    let asked = (NOON, "Pacific/Kiritimati");
    let bought = |op: &str, value: &str, day: &str| {
        let json = leaf("fields.bought_on", op, value);
        is(&json, asked, &format!("{day}T00:00:00Z"))
    };
    assert!(bought("on", "today", "2026-03-29"));
    assert!(!bought("on", "today", "2026-03-28"));
    assert!(bought("lt", "today", "2026-03-28"));
    assert!(bought("le", "today", "2026-03-29"));
    assert!(bought("ge", "today-7d", "2026-03-22"));
    assert!(!bought("ge", "today-7d", "2026-03-21"));
}

#[test]
fn a_moment_is_compared_with_another_one_of_the_ticket() {
    let asked = (NOON, "UTC");
    let seen = |op: &str, value: &str| is(&leaf("fields.seen_at", op, value), asked, NOON);
    assert!(seen("le", "due_at"));
    assert!(!seen("lt", "due_at"));
    assert!(seen("gt", "due_at-1d"));
    assert!(seen("lt", "due_at+30m"));
    // nobody wrote yet
    assert!(!seen("lt", "last_customer_message_at"));
    assert!(!seen("ge", "last_customer_message_at"));
}

#[test]
fn me_is_whoever_asks() {
    let mine = leaf("assignee_ids", "in", vec!["me"]);
    assert!(is(&mine, (NOON, "UTC"), NOON));
    let parsed = Condition::parse_for(
        &Usage::lists(&CATALOG, &Audience::Everything),
        &leaf("assignee_ids", "contains", "me"),
        "when",
    );
    let nobody = Viewpoint::new(NOON.parse().unwrap(), TimeZone::UTC, None);
    let settled = parsed.unwrap().settled(&nobody);
    assert!(!Sample::full().says(&settled));
}

#[test]
fn until_it_is_settled_what_is_relative_holds_of_nothing() {
    let usage = Usage::lists(&CATALOG, &Audience::Everything);
    let json = leaf("due_at", "gt", "now-2w");
    let condition = Condition::parse_for(&usage, &json, "when").unwrap();
    assert!(!Sample::full().says(&condition));
}
