//! Every operation of the document, asked by everybody: who may, who may not, and for whom a ticket
//! is not there.

use super::office::Office;
use crate::support::{Answer, Person};
use fixtures::{Fixtures, Place};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use table::{ROWS, Row};

mod fixtures;
mod table;

/// The document; a test of its own holds it equal to what the program serves.
const DOCUMENT: &str = include_str!("../../../docs/openapi.json");

/// Operations that ask nobody who they are, in the order of their ids.
const OPEN: [&str; 8] = [
    "accept_invitation",
    "get_form",
    "open_portal_session",
    "request_password_reset",
    "request_portal_link",
    "reset_password",
    "send_form",
    "sign_in",
];

/// Who is not let see tickets of other departments.
const CONFINED: &str = "elk";

#[test]
fn every_operation_is_in_the_table_and_nothing_else_is() {
    let known: BTreeSet<_> = ROWS.iter().map(|row| row.operation).collect();
    let told = operations();
    let closed = told.iter().filter(|(_, operation)| !operation.is_open);
    let told: BTreeSet<_> = closed.map(|(id, _)| id.as_str()).collect();
    assert_eq!(known.len(), ROWS.len(), "a row is there twice");
    let missing: Vec<_> = told.difference(&known).collect();
    assert!(missing.is_empty(), "say in table.rs who may do {missing:?}");
    let gone: Vec<_> = known.difference(&told).collect();
    assert!(gone.is_empty(), "{gone:?} are no operations");
}

#[test]
fn only_listed_operations_ask_nobody_who_they_are() {
    let open = operations().into_iter().filter(|(_, o)| o.is_open);
    let open: Vec<_> = open.map(|(id, _)| id).collect();
    assert_eq!(open, OPEN);
}

#[test]
fn every_operation_says_what_it_needs() {
    for (id, operation) in operations().iter().filter(|(_, o)| !o.is_open) {
        let told = ["Needs ", "For customers "];
        let tells = told
            .iter()
            .any(|start| operation.description.contains(start));
        assert!(tells, "{id}: {}", operation.description);
    }
}

#[tokio::test]
async fn every_operation_lets_through_whom_it_should_and_nobody_else() {
    let office = Office::open().await;
    let fixtures = Fixtures::of(&office).await;
    let operations = operations();
    let mut wrong = Vec::new();
    for row in ROWS {
        let operation = &operations[row.operation];
        for (letter, person) in &fixtures.people {
            let asking = Asking {
                fixtures: &fixtures,
                row,
                operation,
                person,
                may: row.may.contains(*letter),
            };
            wrong.extend(asking.within_reach(*letter).await);
            if operation.is_about_a_ticket() && CONFINED.contains(*letter) {
                wrong.extend(asking.out_of_reach(*letter).await);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// One person who tries one operation.
struct Asking<'a> {
    fixtures: &'a Fixtures<'a>,
    row: &'a Row,
    operation: &'a Operation,
    person: &'a Person,
    may: bool,
}

impl Asking<'_> {
    async fn within_reach(&self, letter: char) -> Option<String> {
        let expected = if self.may {
            self.row.ok
        } else {
            self.row.refused
        };
        let fresh = self.may && self.operation.method != "get";
        let place = if fresh { Place::Fresh } else { Place::Shared };
        let answer = self.asks(place).await;
        let row = self.row.operation;
        let (status, body) = (answer.status, &answer.body);
        (status != expected).then(|| format!("{row} by {letter}: {status}, not {expected}: {body}"))
    }

    /// A ticket of another department looks just like one that was never there.
    async fn out_of_reach(&self, letter: char) -> Option<String> {
        let other = self.asks(Place::Elsewhere).await;
        let nowhere = self.asks(Place::Nowhere).await;
        let row = self.row.operation;
        if told(&other) != told(&nowhere) {
            return Some(format!("{row} by {letter} tells: {other:?} {nowhere:?}"));
        }
        let expected = if self.may { 404 } else { self.row.refused };
        let status = other.status;
        let hidden = [expected, 404].contains(&status);
        (!hidden).then(|| format!("{row} by {letter} elsewhere: {status}, not {expected}"))
    }

    async fn asks(&self, place: Place) -> Answer {
        let (path, body) = self
            .fixtures
            .filled(self.operation, (self.row, self.person), place)
            .await;
        let method = self.operation.method.to_uppercase().parse().unwrap();
        let request = self.person.request(method, &path);
        let request = match body {
            None => request,
            Some(body) if self.operation.takes_bytes => request.body(body),
            Some(body) => request
                .header("Content-Type", "application/json")
                .body(body),
        };
        if self.row.operation != "follow_events" {
            return self.person.sends(request).await;
        }
        let response = request.send().await.unwrap(); // what follows never ends
        Answer {
            status: response.status().as_u16(),
            etag: None,
            content_type: String::new(),
            position: None,
            replayed: false,
            body: Value::Null,
        }
    }
}

/// What an answer tells, apart from the id by which operators find it.
fn told(answer: &Answer) -> (u16, Value) {
    let mut body = answer.body.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("request_id");
    }
    (answer.status, body)
}

/// One operation of the document.
struct Operation {
    path: String,
    method: String,
    description: String,
    is_open: bool,
    takes_bytes: bool,
}

impl Operation {
    fn is_about_a_ticket(&self) -> bool {
        ["/tickets/{", "/attachments/{"]
            .iter()
            .any(|start| self.path.starts_with(start))
    }
}

fn operations() -> BTreeMap<String, Operation> {
    let document: Value = serde_json::from_str(DOCUMENT).unwrap();
    let mut all = BTreeMap::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let security = operation["security"].as_array();
            let content = operation["requestBody"]["content"].as_object();
            let id = operation["operationId"].as_str().unwrap().to_owned();
            let described = Operation {
                path: path.clone(),
                method: method.clone(),
                description: operation["description"]
                    .as_str()
                    .unwrap_or_default()
                    .to_owned(),
                is_open: security.is_none_or(Vec::is_empty),
                takes_bytes: content.is_some_and(|c| !c.contains_key("application/json")),
            };
            all.insert(id, described);
        }
    }
    all
}
