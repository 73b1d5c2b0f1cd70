//! Tickets divided one by one.

use crate::{Group, TicketRow};
use domain::FieldId;
use serde_json::Value;
use std::collections::BTreeMap;

pub fn groups() -> Vec<Group> {
    let field = |key: &str, path| Group::Field {
        id: FieldId::from_key(key),
        path,
    };
    vec![
        Group::Status,
        Group::Priority,
        Group::Department,
        Group::Assignee,
        Group::Customer,
        Group::Organisation,
        Group::Channel,
        Group::Tag,
        field("product", false),
        field("extras", false),
        field("place", true),
        field("paid", false),
    ]
}

pub fn divided(rows: &[TicketRow], by: Group) -> BTreeMap<Option<String>, i64> {
    let mut groups = BTreeMap::new();
    for row in rows {
        let mut keys = keys(row, by);
        if keys.is_empty() {
            keys.push(None);
        }
        for key in keys {
            *groups.entry(key).or_default() += 1;
        }
    }
    groups
}

fn keys(row: &TicketRow, by: Group) -> Vec<Option<String>> {
    let one = |key: Option<String>| vec![key];
    match by {
        Group::Status => one(Some(row.status.to_string())),
        Group::Priority => one(Some(row.priority.to_string())),
        Group::Department => one(row.department.map(|id| id.to_string())),
        Group::Assignee => row
            .assignees
            .iter()
            .map(|id| Some(id.to_string()))
            .collect(),
        Group::Customer => one(row.customer.map(|id| id.to_string())),
        Group::Organisation => one(row.organisation.map(|id| id.to_string())),
        Group::Channel => one(Some(row.channel.as_str().to_owned())),
        Group::Tag => row.tags.iter().cloned().map(Some).collect(),
        Group::Field { id, path } => match row.fields.get(&id).map(|value| value.to_json()) {
            None => Vec::new(),
            Some(Value::Array(items)) => {
                let items: Vec<_> = items
                    .iter()
                    .map(|i| i.as_str().unwrap().to_owned())
                    .collect();
                match path {
                    true => vec![Some(items.join("/"))],
                    false => items.into_iter().map(Some).collect(),
                }
            }
            Some(Value::String(text)) => vec![Some(text)],
            Some(other) => vec![Some(other.to_string())],
        },
    }
}
