//! Any condition about any ticket is answered as by the book.

use super::*;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};

const STATUSES: [&str; 3] = ["open", "pending", "closed"];
const PRIORITIES: [&str; 3] = ["normal", "high", "urgent"];
const WORDS: [&str; 5] = ["fire", "Fire", "étage", "ÉTAGE 3", "smoke on the stairs"];
const DAYS: [&str; 3] = ["2026-02-28", "2026-03-01", "2026-03-02"];
const MOMENTS: [&str; 3] = [
    "2026-02-28T23:59:59Z",
    "2026-03-01T00:00:00Z",
    "2026-03-01T00:00:01Z",
];
const PLACES: [&[&str]; 3] = [&["house", "attic"], &["house", "cellar"], &["garden"]];

fn word() -> impl Strategy<Value = String> {
    select(&WORDS[..]).prop_map(str::to_owned)
}

fn ids() -> impl Strategy<Value = Uuid> + Clone {
    select(vec![ANA.0, given::BEN.0])
}

/// A ticket as the API shows it.
fn ticket() -> impl Strategy<Value = Json> {
    let fixed = (
        select(&STATUSES[..]),
        select(&PRIORITIES[..]),
        option::of(Just(SUPPORT)),
        vec(ids(), 0..2),
        subsequence(vec!["fire", "étage", "water"], 0..3),
        word(),
        option::of(word()),
        option::of(select(&MOMENTS[..])),
    );
    let fields = (
        option::of(word()),
        option::of((-4..5_i32).prop_map(|n| f64::from(n) / 2.0)),
        option::of(any::<bool>()),
        option::of(select(&DAYS[..])),
        option::of(select(&MOMENTS[..])),
        option::of(select(&["red", "blue", "green"][..])),
        subsequence(vec!["red", "blue", "green"], 0..3),
        option::of(select(&PLACES[..])),
    );
    (fixed, fields).prop_map(|(t, f)| {
        json!({
            "status": t.0, "status_category": "open", "priority": t.1, "department_id": t.2,
            "assignee_ids": t.3, "tags": t.4, "channel": "phone", "subject": t.5,
            "description": t.6, "due_at": t.7,
            "fields": {
                "note": f.0, "weight": f.1, "insured": f.2, "bought_on": f.3, "seen_at": f.4,
                "colour": f.5, "colours": f.6, "place": f.7,
            },
        })
    })
}

fn condition() -> impl Strategy<Value = Json> {
    any_leaf().prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|all| json!({"all": all})),
            vec(inner.clone(), 1..4).prop_map(|any| json!({"any": any})),
            inner.prop_map(|not| json!({"not": not})),
        ]
    })
}

fn any_leaf() -> impl Strategy<Value = Json> {
    let tags = vec!["fire", "étage", "water", "Étage"];
    prop_oneof![
        one("status", select(&STATUSES[..])),
        one("priority", select(&PRIORITIES[..])),
        one("channel", select(&["phone", "web"][..])),
        one("department_id", Just(SUPPORT)),
        one("fields.colour", select(&["red", "blue", "green"][..])),
        listed("assignee_ids", ids()),
        listed("tags", select(tags)),
        listed("fields.colours", select(&["red", "blue", "green"][..])),
        text("subject"),
        text("description"),
        text("fields.note"),
        ordered("due_at", select(&MOMENTS[..])),
        ordered("fields.seen_at", select(&MOMENTS[..])),
        ordered("fields.bought_on", select(&DAYS[..])),
        ordered(
            "fields.weight",
            (-4..5_i32).prop_map(|n| f64::from(n) / 2.0)
        ),
        with("fields.insured", &["eq", "ne"], any::<bool>()),
        with(
            "fields.place",
            &["eq", "ne", "starts_with"],
            select(&PLACES[..])
        ),
        with("fields.place", &["starts_with"], Just(["house"])),
        with("fields.note", &["exists"], any::<bool>()),
        with("tags", &["exists"], any::<bool>()),
    ]
}

fn with<V: Serialize + std::fmt::Debug>(
    path: &'static str,
    ops: &'static [&'static str],
    value: impl Strategy<Value = V> + 'static,
) -> BoxedStrategy<Json> {
    let leaf = move |(op, value)| json!({"path": path, "op": op, "value": value});
    (select(ops), value).prop_map(leaf).boxed()
}

fn one<V: Serialize + Clone + std::fmt::Debug>(
    path: &'static str,
    value: impl Strategy<Value = V> + Clone + 'static,
) -> BoxedStrategy<Json> {
    prop_oneof![
        with(path, &["eq", "ne"], value.clone()),
        with(path, &["in", "not_in"], vec(value, 1..3)),
    ]
    .boxed()
}

fn listed<V: Serialize + Clone + std::fmt::Debug>(
    path: &'static str,
    value: impl Strategy<Value = V> + Clone + 'static,
) -> BoxedStrategy<Json> {
    prop_oneof![
        with(path, &["contains"], value.clone()),
        with(path, &["in", "not_in"], vec(value, 1..3)),
    ]
    .boxed()
}

fn text(path: &'static str) -> BoxedStrategy<Json> {
    let parts = select(&["fire", "ÉT", "3", "smoke", "on"][..]);
    prop_oneof![
        one(path, select(&WORDS[..])),
        with(path, &["contains", "starts_with"], parts),
    ]
    .boxed()
}

fn ordered<V: Serialize + std::fmt::Debug>(
    path: &'static str,
    value: impl Strategy<Value = V> + 'static,
) -> BoxedStrategy<Json> {
    with(path, &["eq", "ne", "lt", "le", "gt", "ge"], value)
}

/// The same ticket as the real evaluator sees it.
fn real(condition: &Condition, ticket: &Json) -> bool {
    let list = |json: &Json| serde_json::from_value::<Vec<String>>(json.clone()).unwrap();
    let text = |name: &str| ticket[name].as_str().unwrap_or_default();
    let fields = ticket["fields"].as_object().unwrap();
    let present = fields
        .iter()
        .filter(|(_, v)| !v.is_null() && v.as_array().is_none_or(|items| !items.is_empty()));
    let value = |(key, v): (&String, &Json)| {
        let kind = &CATALOG.field(FieldId::from_key(key)).unwrap().kind;
        let value = match kind {
            crate::field::FieldKind::Number { .. } => FieldValue::number(v.as_f64().unwrap()),
            _ => serde_json::from_value(v.clone()).ok(),
        };
        (FieldId::from_key(key), value.unwrap())
    };
    let values: FieldValues = present.map(value).collect();
    let members: Vec<_> = serde_json::from_value(ticket["assignee_ids"].clone()).unwrap();
    let tags = list(&ticket["tags"]);
    condition.holds(&TicketFacts {
        status: StatusId::from_key(text("status")),
        status_category: Some(StatusCategory::Open),
        priority: PriorityId::from_key(text("priority")),
        department: (!ticket["department_id"].is_null()).then_some(SUPPORT),
        assignees: &members,
        tags: &tags,
        channel: Channel::Phone,
        subject: text("subject"),
        description: text("description"),
        requester: None,
        organisation: None,
        due_at: ticket["due_at"].as_str().map(|at| at.parse().unwrap()),
        fields: &values,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_condition_answers_as_by_the_book(json in condition(), ticket in ticket()) {
        let condition = parsed(&json);
        let by_the_book = reference::holds(&json, &ticket);
        prop_assert_eq!(real(&condition, &ticket), by_the_book);
        let stored = serde_json::to_string(&condition).unwrap();
        let read: Condition = serde_json::from_str(&stored).unwrap();
        prop_assert_eq!(real(&read, &ticket), by_the_book);
    }
}
