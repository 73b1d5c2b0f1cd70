//! Random commands and queries, from small pools so that they meet each other.

mod commands;
mod conditions;
mod queries;
mod words;

pub use commands::{Step, steps, talks};
pub use conditions::{condition, viewpoint};
pub use queries::query;
pub use words::WORDS;

pub const CUSTOMERS: [CustomerId; 2] = [DANA, ELI];

use super::world::*;
use domain::field::FieldValue;
use domain::ticket::Participant;
use domain::{CustomerId, DepartmentId, FieldId, MemberId, OrganisationId, PriorityId, StatusId};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

const DANA: CustomerId = CustomerId(Uuid::from_u128(0xC1));
const ELI: CustomerId = CustomerId(Uuid::from_u128(0xC2));
pub const ORGANISATIONS: [OrganisationId; 2] = [
    OrganisationId(Uuid::from_u128(0x01)),
    OrganisationId(Uuid::from_u128(0x02)),
];

fn moment() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::of((0..50_i64).prop_map(|hours| NOW + SignedDuration::from_hours(hours)))
}

fn tags() -> Vec<String> {
    ["fire", "a \"b\" \\", "{x},null"]
        .map(str::to_owned)
        .to_vec()
}

fn customer() -> impl Strategy<Value = CustomerId> {
    select(vec![DANA, ELI])
}

fn participants() -> Vec<Participant> {
    vec![
        Participant::Member(ANA),
        Participant::Member(BEN),
        Participant::Customer(DANA),
        Participant::Customer(ELI),
    ]
}

fn member() -> impl Strategy<Value = MemberId> {
    select(vec![ANA, BEN])
}

fn department() -> impl Strategy<Value = DepartmentId> {
    select(vec![SUPPORT, SALES])
}

fn a_status() -> impl Strategy<Value = StatusId> {
    select(vec!["open", "pending", "closed"]).prop_map(status)
}

fn a_priority() -> impl Strategy<Value = PriorityId> {
    select(vec!["normal", "high"]).prop_map(priority)
}

/// A field of the world with a value that it takes.
fn field_value() -> impl Strategy<Value = (FieldId, FieldValue)> {
    let list = |items: &[&str]| FieldValue::List(items.iter().map(|i| (*i).to_owned()).collect());
    let text = |text: &str| FieldValue::Text(text.to_owned());
    select(vec![
        ("product", text("printer")),
        ("product", text("phone")),
        ("extras", list(&["cable"])),
        ("extras", list(&["case"])),
        ("extras", list(&["cable", "case"])),
        ("floor", FieldValue::Integer(3)),
        ("floor", FieldValue::Integer(-1)),
        ("remark", text("\"3\" \\ {}, שלום")),
        ("paid", FieldValue::Bool(true)),
        ("bought_on", text("2025-06-15")),
        ("bought_on", text("2025-06-16")),
        ("seen_at", text("2025-06-15T15:06:40.5Z")),
        ("seen_at", text("2025-06-16T02:00:00Z")),
        ("place", list(&["house", "attic"])),
        ("place", list(&["house", "cellar"])),
        ("colour", text("red")),
        ("colour", text("blue")),
    ])
    .prop_map(|(key, value)| (FieldId::from_key(key), value))
}
