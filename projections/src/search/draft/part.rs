//! A part of a ticket on its way to the tables.

use crate::search::document::{Document, PartKind};
use crate::search::vector::Vector;
use domain::attachment::File;
use domain::ids::derived;
use domain::ticket::Requester;
use uuid::Uuid;

/// One part as it will be.
#[derive(Debug)]
pub(in crate::search) struct Part {
    pub ordered: i64,
    pub edited: Option<i64>,
    pub internal: bool,
    pub label: Option<String>,
    pub words: Vector,
}

/// What becomes of a ticket's document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::search) enum Change {
    Nothing,
    /// Its row alone: who asks.
    Row,
    /// Messages came to the end of it.
    Longer,
    Anew,
    /// All its parts are in the batch.
    Begun,
}

impl Part {
    pub(super) fn new(kind: PartKind, internal: bool, text: &str, ordered: i64) -> Self {
        Self::of(Document::of(kind, internal, text), internal, ordered)
    }

    pub(super) fn of(document: Document, internal: bool, ordered: i64) -> Self {
        Self {
            ordered,
            edited: None,
            internal,
            label: None,
            words: document.vector(),
        }
    }
}

pub(super) fn tag_id(tag: &str) -> Uuid {
    derived("search.tag", tag)
}

pub(super) fn told(requester: &Requester) -> String {
    let told = [&requester.name, &requester.email, &requester.organisation];
    let told: Vec<_> = told.into_iter().flatten().map(String::as_str).collect();
    told.join("\n")
}

pub(super) fn names(files: &[File]) -> String {
    let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
    names.join("\n")
}
