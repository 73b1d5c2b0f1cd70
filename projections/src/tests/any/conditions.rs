//! Random conditions and those who ask them.

use super::*;
use domain::condition::Viewpoint;
use jiff::tz::TimeZone;
use proptest::collection::vec;
use serde_json::{Value as Json, json};

/// Around the time of the tickets, in places where it is another day.
pub fn viewpoint() -> impl Strategy<Value = Viewpoint> {
    let zones = vec![
        "UTC",
        "Asia/Jerusalem",
        "America/New_York",
        "Pacific/Kiritimati",
    ];
    let me = prop::option::of(select(vec![ANA.0, BEN.0]));
    (0..60_i64, select(zones), me).prop_map(|(hours, zone, me)| {
        let now = NOW + SignedDuration::from_hours(hours);
        Viewpoint::new(now, TimeZone::get(zone).unwrap(), me)
    })
}

/// A condition as it is sent.
pub fn condition() -> impl Strategy<Value = Json> {
    leaf().prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|all| json!({"all": all})),
            vec(inner.clone(), 1..4).prop_map(|any| json!({"any": any})),
            inner.prop_map(|not| json!({"not": not})),
        ]
    })
}

fn leaf() -> impl Strategy<Value = Json> {
    prop_oneof![
        3 => attribute(),
        3 => person(),
        3 => words(),
        3 => moments(),
        2 => counts(),
        4 => fields(),
    ]
}

fn attribute() -> impl Strategy<Value = Json> {
    let yes = vec!["unassigned", "overdue", "snoozed", "deleted", "merged"];
    prop_oneof![
        one("status", vec!["open", "pending", "closed"]),
        one("status_category", vec!["open", "closed", "new"]),
        one("priority", vec!["normal", "high"]),
        one("channel", vec!["api", "email"]),
        one(
            "sla.state",
            domain::sla::SlaState::ALL
                .map(domain::sla::SlaState::as_str)
                .to_vec()
        ),
        (select(yes), select(vec!["eq", "ne"]), any::<bool>())
            .prop_map(|(path, op, yes)| asked(path, op, yes)),
        listed("tags", tags()),
    ]
}

fn person() -> impl Strategy<Value = Json> {
    let ids = |ids: Vec<Uuid>| -> Vec<String> { ids.iter().map(ToString::to_string).collect() };
    let members = [ids(vec![ANA.0, BEN.0]), vec!["me".to_owned()]].concat();
    let anyone = [members.clone(), ids(vec![DANA.0, ELI.0, SUPPORT.0])].concat();
    prop_oneof![
        one("department_id", ids(vec![SUPPORT.0, SALES.0])),
        one("requester_id", ids(vec![DANA.0, ELI.0])),
        one(
            "organisation_id",
            ids(vec![ORGANISATIONS[0].0, ORGANISATIONS[1].0])
        ),
        listed("assignee_ids", members),
        listed("cc_ids", anyone.clone()),
        listed("watcher_ids", anyone.clone()),
        listed("mentioned_ids", anyone),
        one("requester.language", vec!["ar", "he"]),
        text(
            "requester.email",
            vec!["dana@example.org", "ELI@", "example.com", "_"]
        ),
        exists(vec![
            "department_id",
            "requester_id",
            "assignee_ids",
            "mentioned_ids",
            "tags"
        ]),
        exists(vec![
            "requester.email",
            "requester.language",
            "overdue",
            "number"
        ]),
    ]
}

fn words() -> impl Strategy<Value = Json> {
    let known = vec![
        "FIRE",
        "printer on fire",
        "100 %",
        "_",
        "شى",
        "café",
        "hello",
        "שָׁלוֹם",
    ];
    prop_oneof![
        text("subject", known.clone()),
        text("description", known.clone()),
        text("fields.remark", [known, vec!["\"3\" \\ {}, שלום"]].concat()),
        exists(vec!["subject", "description", "fields.remark"]),
    ]
}

fn moments() -> impl Strategy<Value = Json> {
    let paths = || {
        select(vec![
            "created_at",
            "updated_at",
            "due_at",
            "window_from",
            "window_to",
            "snoozed_until",
            "first_response_at",
            "last_customer_message_at",
            "last_staff_message_at",
            "sla.due_at",
            "sla.warn_at",
            "fields.seen_at",
        ])
    };
    let hour = (0..60_i64).prop_map(|hours| (NOW + SignedDuration::from_hours(hours)).to_string());
    let relative = vec![
        "now",
        "now-7h",
        "now+1d",
        "today",
        "tomorrow",
        "yesterday",
        "today-1d",
        "today+90m",
        "due_at",
        "due_at-1d",
        "created_at+5h",
        "last_customer_message_at",
        "updated_at",
        "sla.due_at+5h",
    ];
    let bound = prop_oneof![hour, select(relative).prop_map(str::to_owned)];
    let order = select(vec!["lt", "le", "gt", "ge"]);
    let spans = select(vec!["90m", "5h", "2d", "1w", "0m"]);
    let days = select(vec![
        "today",
        "yesterday",
        "tomorrow",
        "today-2d",
        "2025-06-15",
    ]);
    prop_oneof![
        3 => (paths(), order, bound).prop_map(|(path, op, at)| asked(path, op, at)),
        1 => (paths(), select(vec!["in_last", "in_next"]), spans)
            .prop_map(|(path, op, span)| asked(path, op, span)),
        1 => (paths(), days).prop_map(|(path, day)| asked(path, "on", day)),
        1 => (paths(), any::<bool>()).prop_map(|(path, there)| asked(path, "exists", there)),
    ]
}

fn counts() -> impl Strategy<Value = Json> {
    let paths = select(vec![
        "number",
        "version",
        "message_count",
        "file_count",
        "open_child_count",
        "minutes_spent",
        "checklist_total",
        "checklist_done",
        "fields.floor",
    ]);
    let numbers = select(vec![-1.0, 0.0, 1.0, 1.5, 2.0, 3.0, 40.0]);
    (paths, ordering(), numbers).prop_map(|(path, op, number)| asked(path, op, number))
}

fn fields() -> impl Strategy<Value = Json> {
    let dates = vec!["2025-06-15", "2025-06-16"];
    let relative = select(vec!["today", "yesterday", "today+1d", "tomorrow"]);
    let place = |op: &'static [&'static str], place: Json| {
        select(op).prop_map(move |op| asked("fields.place", op, place.clone()))
    };
    prop_oneof![
        one("fields.product", vec!["printer", "phone"]),
        one("fields.colour", vec!["red", "blue"]),
        listed("fields.extras", vec!["cable", "case"]),
        (ordering(), select(dates)).prop_map(|(op, day)| asked("fields.bought_on", op, day)),
        (select(vec!["lt", "le", "gt", "ge", "on"]), relative).prop_map(|(op, day)| asked(
            "fields.bought_on",
            op,
            day
        )),
        (select(vec!["eq", "ne"]), any::<bool>()).prop_map(|(op, yes)| asked(
            "fields.paid",
            op,
            yes
        )),
        place(&["eq", "ne", "starts_with"], json!(["house", "attic"])),
        place(&["eq", "ne", "starts_with"], json!(["house"])),
        exists(vec![
            "fields.product",
            "fields.extras",
            "fields.floor",
            "fields.colour"
        ]),
    ]
}

fn asked(path: &str, op: &str, value: impl Into<Json>) -> Json {
    json!({"path": path, "op": op, "value": value.into()})
}

fn ordering() -> impl Strategy<Value = &'static str> {
    select(vec!["eq", "ne", "lt", "le", "gt", "ge"])
}

fn exists(paths: Vec<&'static str>) -> BoxedStrategy<Json> {
    (select(paths), any::<bool>())
        .prop_map(|(path, there)| asked(path, "exists", there))
        .boxed()
}

fn among(
    path: &'static str,
    single: &'static [&'static str],
    of: Vec<String>,
) -> BoxedStrategy<Json> {
    let some = vec(select(of.clone()), 1..3);
    prop_oneof![
        (select(single), select(of)).prop_map(move |(op, value)| asked(path, op, value)),
        (select(vec!["in", "not_in"]), some).prop_map(move |(op, of)| asked(path, op, of)),
    ]
    .boxed()
}

fn owned(texts: Vec<impl Into<String>>) -> Vec<String> {
    texts.into_iter().map(Into::into).collect()
}

fn one(path: &'static str, of: Vec<impl Into<String>>) -> BoxedStrategy<Json> {
    among(path, &["eq", "ne"], owned(of))
}

fn listed(path: &'static str, of: Vec<impl Into<String>>) -> BoxedStrategy<Json> {
    among(path, &["contains"], owned(of))
}

fn text(path: &'static str, of: Vec<&'static str>) -> BoxedStrategy<Json> {
    among(path, &["eq", "ne", "contains", "starts_with"], owned(of))
}
