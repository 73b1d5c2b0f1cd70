//! Every operation of the document, asked by everybody: who may, who may not, and for whom a ticket
//! is not there.

use super::office::Office;
use crate::support::Answer;
use askers::Asker;
use document::{Operation, operations};
use fixtures::{Fixtures, Place};
use serde_json::Value;
use std::collections::BTreeSet;
use table::{Row, rows};

mod askers;
mod document;
mod fixtures;
mod made;
mod table;

/// Operations that ask nobody who they are, in the order of their ids.
const OPEN: [&str; 11] = [
    "accept_invitation",
    "begin_provider_sign_in",
    "finish_provider_sign_in",
    "get_form",
    "list_sign_in_providers",
    "open_portal_session",
    "request_password_reset",
    "request_portal_link",
    "reset_password",
    "send_form",
    "sign_in",
];

/// Who is not let see tickets of other departments, or of other customers.
const CONFINED: &str = "elkc";

#[test]
fn every_operation_is_in_the_table_and_nothing_else_is() {
    let known: BTreeSet<_> = rows().map(|row| row.operation).collect();
    let told = operations();
    let told: BTreeSet<_> = told.keys().map(String::as_str).collect();
    let missing: Vec<_> = told.difference(&known).collect();
    assert!(
        missing.is_empty(),
        "say in operations/table who may do {missing:?}"
    );
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
        let starts = ["Needs ", "For customers "];
        let told = &operation.description;
        let tells = starts.iter().any(|start| told.contains(start));
        assert!(tells, "{id}: {told}");
    }
}

#[tokio::test]
async fn every_operation_lets_through_whom_it_should_and_nobody_else() {
    let office = Office::open().await;
    let fixtures = Fixtures::of(&office).await;
    let operations = operations();
    let mut wrong = Vec::new();
    for row in rows() {
        let operation = &operations[row.operation];
        for asker in fixtures.askers_of(row).await {
            let asking = Asking {
                fixtures: &fixtures,
                row,
                operation,
                asker: &asker,
            };
            wrong.extend(asking.within_reach().await);
            if operation.is_about_a_ticket() && CONFINED.contains(asker.letter) {
                wrong.extend(asking.out_of_reach().await);
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How a request is made.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// Names the ticket by its number, where it has one.
    pub by_number: bool,
    /// In the place of what the table says.
    pub body: Option<&'static str>,
}

/// The first is as it should be; the others try to learn more by asking otherwise.
const WAYS: [Way; 5] = [
    Way::with(false, None),
    Way::with(true, None),
    Way::with(false, Some("{")),
    Way::with(false, Some("[]")),
    Way::with(true, Some(r#"{"no_such_field": 1}"#)),
];

impl Way {
    const fn with(by_number: bool, body: Option<&'static str>) -> Self {
        Self { by_number, body }
    }
}

/// Somebody who tries one operation.
struct Asking<'a> {
    fixtures: &'a Fixtures<'a>,
    row: &'a Row,
    operation: &'a Operation,
    asker: &'a Asker,
}

impl Asking<'_> {
    fn expected(&self) -> u16 {
        self.row.expected(self.asker.letter)
    }

    fn may(&self) -> bool {
        self.expected() < 300
    }

    async fn within_reach(&self) -> Option<String> {
        let fresh = self.may() && self.operation.method != "get";
        let place = if fresh { Place::Fresh } else { Place::Shared };
        let answer = self.asks(place, WAYS[0]).await;
        let expected = self.expected();
        (answer.status != expected).then(|| self.told(&answer, expected))
    }

    /// A ticket of another department looks just like one that was never there, named by its id or
    /// by its number, whether what is asked of it makes sense or not.
    async fn out_of_reach(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let expected = if self.may() { 404 } else { self.expected() };
        for way in WAYS {
            let other = self.asks(Place::Elsewhere, way).await;
            let nowhere = self.asks(Place::Nowhere, way).await;
            if traits(&other) != traits(&nowhere) {
                let (row, letter) = (self.row.operation, self.asker.letter);
                wrong.push(format!("{row} by {letter} tells: {other:?} {nowhere:?}"));
            }
            let makes_sense = way.body.is_none() || self.operation.takes_nothing;
            if makes_sense && ![expected, 404].contains(&other.status) {
                wrong.push(self.told(&other, expected));
            }
        }
        wrong
    }

    async fn asks(&self, place: Place, way: Way) -> Answer {
        let operation = self.operation;
        let filling = self
            .fixtures
            .filled((operation, self.row), self.asker, (place, way));
        let filled = filling.await;
        let method = operation.method.to_uppercase().parse().unwrap();
        let request = self.asker.request(method, &filled.path);
        let request = match filled.body {
            None => request,
            Some(body) if operation.takes_bytes => request.body(body),
            Some(body) => request
                .header("Content-Type", "application/json")
                .body(body),
        };
        if operation.is_endless {
            return begun(request).await;
        }
        self.fixtures.administrator.sends(request).await
    }

    fn told(&self, answer: &Answer, expected: u16) -> String {
        let (row, letter) = (self.row.operation, self.asker.letter);
        let (status, body) = (answer.status, &answer.body);
        format!("{row} by {letter}: {status}, not {expected}: {body}")
    }
}

/// The beginning of an answer that never ends.
async fn begun(request: reqwest::RequestBuilder) -> Answer {
    let response = request.send().await.unwrap();
    Answer {
        status: response.status().as_u16(),
        etag: None,
        content_type: String::new(),
        position: None,
        replayed: false,
        headers: Default::default(),
        body: Value::Null,
    }
}

/// What an answer tells, apart from when it was given and the id by which operators find it.
fn traits(answer: &Answer) -> impl PartialEq + use<> {
    let mut body = answer.body.clone();
    if let Some(fields) = body.as_object_mut() {
        fields.remove("request_id");
    }
    let mut headers = answer.headers.clone();
    headers.retain(|name, _| !["date", "x-request-id"].contains(&name.as_str()));
    (answer.status, headers, body)
}
