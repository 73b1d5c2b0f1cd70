//! The list's filters as JSON: read as if they had come in an address.

use super::asked::within_filter;
use crate::exports::told;
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::{FIELD_PREFIX, Filter, Wrong};
use domain::FieldError;
use domain::bulk::BulkFilter;
use projections::{TicketQuery, TicketSort};
use serde_json::{Map, Value};

/// The list's parameters but for those of its pages. One that is not known must not pass for none:
/// without it more tickets would be found.
const KNOWN: [&str; 27] = [
    "all",
    "assignee",
    "cc",
    "condition",
    "created_from",
    "created_to",
    "department",
    "due_from",
    "due_to",
    "include_deleted",
    "include_merged",
    "not_status",
    "organisation_id",
    "overdue",
    "priority",
    "q",
    "requester_id",
    "snoozed",
    "sort",
    "status",
    "status_category",
    "tag",
    "text",
    "time_zone",
    "unassigned",
    "view",
    "watcher",
];

/// A filter that was read.
#[derive(Default)]
pub(super) struct Read {
    /// `None` where nothing can be found.
    pub query: Option<TicketQuery>,
    /// What the log is told of it.
    pub told: Vec<BulkFilter>,
}

/// What the filter asks of the list.
pub(super) async fn read(
    reader: &Reader,
    filter: &Map<String, Value>,
    wrong: &mut Vec<FieldError>,
) -> Result<Read, Problem> {
    let before = wrong.len();
    let parameters = parameters(filter, wrong);
    if wrong.len() > before {
        return Ok(Read::default());
    }
    let told = told(&parameters).into_iter().map(|told| BulkFilter {
        parameter: told.parameter,
        value: told.value,
    });
    let told = told.collect();
    reader.wait_for_tickets().await?;
    let mut misread = Wrong::default();
    let filter = Filter::of(parameters, &mut misread);
    match filter.into_checked(reader, misread).await {
        Ok(query) => {
            if query.as_ref().is_some_and(TicketQuery::asks_customers) {
                reader.wait_for("customers").await?;
            }
            // whatever order they would be shown in, each is changed
            let query = query.map(|query| TicketQuery {
                sort: TicketSort::default(),
                ..query
            });
            Ok(Read { query, told })
        }
        Err(problem) => {
            wrong.extend(within_filter(problem)?);
            Ok(Read::default())
        }
    }
}

fn parameters(filter: &Map<String, Value>, wrong: &mut Vec<FieldError>) -> Vec<(String, String)> {
    let mut parameters = Vec::with_capacity(filter.len());
    for (name, value) in filter {
        let known = KNOWN.contains(&name.as_str()) || name.starts_with(FIELD_PREFIX);
        let read = match known {
            true => text(name, value),
            false => Err("is no filter of tickets; see the parameters of GET /tickets"),
        };
        match read {
            Ok(text) => parameters.extend(text.map(|text| (name.clone(), text))),
            Err(detail) => {
                let visible = name.chars().filter(|c| !c.is_control());
                let name: String = visible.take(100).collect();
                wrong.push(FieldError::new(format!("filter.{name}"), detail));
            }
        }
    }
    parameters
}

/// The value as an address would have it; `None` for null, which asks for nothing.
fn text(name: &str, value: &Value) -> Result<Option<String>, &'static str> {
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone())),
        Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
        Value::Object(_) if name == "condition" => Ok(Some(value.to_string())),
        Value::Array(values) if name != "condition" => {
            let texts = values.iter().map(|value| match value {
                Value::String(text) if !text.contains(',') => Ok(text.clone()),
                Value::Number(number) => Ok(number.to_string()),
                _ => Err("must be a list of texts without commas"),
            });
            Ok(Some(texts.collect::<Result<Vec<_>, _>>()?.join(",")))
        }
        Value::Array(_) | Value::Object(_) => Err("must be a text, a number, true or false"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(filter: &Value) -> (Vec<(String, String)>, Vec<String>) {
        let mut wrong = Vec::new();
        let parameters = parameters(filter.as_object().unwrap(), &mut wrong);
        (parameters, wrong.into_iter().map(|e| e.field).collect())
    }

    #[test]
    fn json_is_read_as_an_address_would_have_it() {
        let filter = json!({
            "tag": ["a", "b"], "overdue": true, "field.count": 7, "text": "a, b", "q": null,
            "condition": {"path": "status", "op": "eq", "value": "open"},
        });
        let (read, wrong) = read(&filter);
        assert!(wrong.is_empty());
        let get = |name: &str| {
            read.iter()
                .find(|(n, _)| n == name)
                .map(|(_, v)| v.as_str())
        };
        assert_eq!(get("tag"), Some("a,b"));
        assert_eq!(get("overdue"), Some("true"));
        assert_eq!(get("field.count"), Some("7"));
        assert_eq!(get("text"), Some("a, b"));
        assert_eq!(get("q"), None);
        assert!(get("condition").is_some_and(|text| text.starts_with('{')));
    }

    #[test]
    fn a_mistyped_filter_does_not_pass_for_none() {
        let filter =
            json!({"stauts": "open", "tag": [["a"]], "text": {}, "limit": 5, "cursor": "x"});
        let (read, wrong) = read(&filter);
        assert!(read.is_empty());
        assert_eq!(wrong.len(), 5, "{wrong:?}");
        assert!(wrong.iter().all(|field| field.starts_with("filter.")));
    }
}
