//! The views that every installation has.

use super::{View, ViewScope};
use crate::condition::Condition;
use serde_json::{Value, json};

impl View {
    /// The views that every installation begins with; people may change and retire them.
    #[must_use]
    #[expect(clippy::expect_used, reason = "a test reads each of these conditions")]
    pub fn built_in() -> Vec<Self> {
        let made =
            all()
                .into_iter()
                .zip(1..)
                .map(|((key, [en, ar, he], condition, sort), place)| {
                    let condition = serde_json::from_value::<Condition>(condition);
                    Self {
                        key: Some(key.to_owned()),
                        name: en.to_owned(),
                        names: [("ar", ar), ("he", he)].map(owned).into(),
                        scope: ViewScope::All,
                        condition: Some(condition.expect("a condition as tested")),
                        columns: Vec::new(),
                        sort: Some(sort.to_owned()),
                        group_by: None,
                        order: place * 10,
                    }
                });
        made.collect()
    }
}

fn owned((language, name): (&str, &str)) -> (String, String) {
    (language.to_owned(), name.to_owned())
}

/// Key, names in English, Arabic and Hebrew, condition, order.
type BuiltIn = (&'static str, [&'static str; 3], Value, &'static str);

const SLA_SOON: [&str; 3] = [
    "SLA due soon",
    "اتفاقية خدمة تستحق قريبًا",
    "אמנת שירות לקראת יעד",
];

fn all() -> [BuiltIn; 10] {
    let mine = leaf("assignee_ids", "contains", "me");
    let late = leaf("overdue", "eq", true);
    let broken = leaf("sla.state", "eq", "breached");
    let soon = leaf("sla.due_at", "in_next", "4h");
    let today = leaf("due_at", "on", "today");
    let nobodys = leaf("unassigned", "eq", true);
    let mentioned = leaf("mentioned_ids", "contains", "me");
    let asleep = leaf("snoozed", "eq", true);
    [
        ("mine", ["Mine", "تذاكري", "שלי"], open(&[mine]), "due_at"),
        (
            "all_open",
            ["All open", "كل المفتوحة", "כל הפתוחות"],
            open(&[]),
            "-created_at",
        ),
        (
            "unassigned",
            ["Unassigned", "بلا مسؤول", "ללא אחראי"],
            open(&[nobodys]),
            "created_at",
        ),
        ("overdue", ["Overdue", "متأخرة", "באיחור"], late, "due_at"),
        (
            "due_today",
            ["Due today", "تستحق اليوم", "לביצוע היום"],
            open(&[today]),
            "due_at",
        ),
        (
            "sla_breached",
            ["SLA breached", "اتفاقية خدمة مخروقة", "אמנת שירות שהופרה"],
            broken,
            "sla.due_at",
        ),
        ("sla_soon", SLA_SOON, soon, "sla.due_at"),
        (
            "waiting_for_us",
            ["Waiting for us", "بانتظار ردنا", "ממתינות לנו"],
            open(&[waiting()]),
            "last_customer_message_at",
        ),
        (
            "mentioned_me",
            ["Mentioned me", "ذُكرت فيها", "הוזכרתי"],
            mentioned,
            "-updated_at",
        ),
        (
            "snoozed",
            ["Snoozed", "مؤجلة", "בהמתנה"],
            asleep,
            "snoozed_until",
        ),
    ]
}

/// A customer wrote last, or asked and was never answered.
fn waiting() -> Value {
    let last = "last_customer_message_at";
    let unanswered = leaf("last_staff_message_at", "exists", false);
    let asked = [
        leaf("requester_id", "exists", true),
        leaf(last, "exists", true),
    ];
    json!({"any": [
        leaf(last, "gt", "last_staff_message_at"),
        {"all": [unanswered, {"any": asked}]},
    ]})
}

/// Neither resolved nor closed, and so besides.
fn open(besides: &[Value]) -> Value {
    let open = leaf("status_category", "not_in", vec!["resolved", "closed"]);
    let all: Vec<_> = [open].into_iter().chain(besides.iter().cloned()).collect();
    json!({"all": all})
}

fn leaf(path: &str, op: &str, value: impl Into<Value>) -> Value {
    json!({"path": path, "op": op, "value": value.into()})
}
