//! Conditions by the book: slow, over plain JSON, written apart from the real ones.

use serde_json::Value as Json;

/// Whether `condition` holds of a ticket as the API shows it, with statuses and priorities as
/// keys and fields by key.
pub fn holds(condition: &Json, ticket: &Json) -> bool {
    if let Some(all) = condition["all"].as_array() {
        return all.iter().all(|c| holds(c, ticket));
    }
    if let Some(any) = condition["any"].as_array() {
        return any.iter().any(|c| holds(c, ticket));
    }
    if condition["not"].is_object() {
        return !holds(&condition["not"], ticket);
    }
    let path = condition["path"].as_str().unwrap();
    let value = match path.strip_prefix("fields.") {
        Some(key) => &ticket["fields"][key],
        None => &ticket[path],
    };
    asked(
        value,
        condition["op"].as_str().unwrap(),
        &condition["value"],
    )
}

fn asked(value: &Json, op: &str, wanted: &Json) -> bool {
    let missing = value.is_null() || value == "" || value.as_array().is_some_and(Vec::is_empty);
    match op {
        "exists" => wanted.as_bool().unwrap() != missing,
        "ne" => !asked(value, "eq", wanted),
        "not_in" => !asked(value, "in", wanted),
        _ if missing => false,
        "eq" => same(value, wanted),
        "in" => wanted.as_array().unwrap().iter().any(|one| has(value, one)),
        "contains" => match value {
            Json::Array(_) => has(value, wanted),
            _ => lower(value).contains(&lower(wanted)),
        },
        "starts_with" => match (value, wanted) {
            (Json::Array(path), Json::Array(begin)) => path.starts_with(begin),
            _ => lower(value).starts_with(&lower(wanted)),
        },
        "lt" => order(value, wanted) < 0.0,
        "le" => order(value, wanted) <= 0.0,
        "gt" => order(value, wanted) > 0.0,
        "ge" => order(value, wanted) >= 0.0,
        _ => panic!("no op {op}"),
    }
}

fn has(value: &Json, one: &Json) -> bool {
    match value {
        Json::Array(items) => items.iter().any(|item| same(item, one)),
        _ => same(value, one),
    }
}

fn same(a: &Json, b: &Json) -> bool {
    match (a, b) {
        (Json::String(_), Json::String(_)) => lower(a) == lower(b),
        (Json::Number(a), Json::Number(b)) => a.as_f64() == b.as_f64(),
        _ => a == b,
    }
}

/// Numbers by value; moments and days, which the tests write with equal precision, by spelling.
fn order(a: &Json, b: &Json) -> f64 {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a.as_f64().unwrap() - b.as_f64().unwrap(),
        _ => f64::from(a.as_str().unwrap().cmp(b.as_str().unwrap()) as i8),
    }
}

fn lower(text: &Json) -> String {
    text.as_str().unwrap().to_lowercase()
}
