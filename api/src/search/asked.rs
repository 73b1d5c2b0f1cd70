//! A search as it was sent, made into what is asked of the read model.

use super::filters::{self, Read};
use crate::page::{Limit, plain};
use crate::problem::{Kind, Problem};
use crate::request::Reader;
use crate::tickets::plain_digits;
use domain::{FieldError, Permission};
use poem_openapi::Object;
use projections::{SearchFilter, SearchQuery, SearchText, TypedFilter};
use serde::{Deserialize, Serialize};

/// Items of a page unless told otherwise.
const USUAL: u16 = 20;

/// A part of what was typed that means nothing, or not what may have been intended.
#[derive(Clone, Debug, PartialEq, Eq, Object, Serialize, Deserialize)]
pub(crate) struct SearchHint {
    /// As it was typed.
    pub text: String,
    /// What is wrong, and what to do.
    pub detail: String,
}

/// What is asked, and what must be told about it.
#[derive(Debug)]
pub(super) struct Asked {
    pub query: SearchQuery,
    pub hints: Vec<SearchHint>,
    /// A filter in the text fits no ticket at all.
    pub impossible: bool,
}

impl Asked {
    /// Refused where parameters are wrong; never for what was typed, unless it is no line of text.
    pub fn read(
        reader: &Reader,
        q: &str,
        given: &[(&str, Option<String>)],
        (limit, cursor): (Option<Limit>, Option<String>),
    ) -> Result<Self, Problem> {
        plain("q", q)?;
        if let Some(cursor) = &cursor {
            plain("cursor", cursor)?;
        }
        let mut asked = Self::typed(reader, q);
        asked.query.filters.extend(parameters(reader, given)?);
        asked.query.limit = Limit::or(limit, USUAL);
        asked.query.cursor = cursor;
        Ok(asked)
    }

    /// What was typed, by what the reader may see.
    pub fn typed(reader: &Reader, q: &str) -> Self {
        let access = &reader.access;
        let mut asked = Self {
            query: SearchQuery {
                reach: access.reach(Permission::ReadTickets),
                internal: access.reach(Permission::ReadInternal),
                customers: access.allows(Permission::ReadCustomers),
                text: SearchText::parse(q),
                ..SearchQuery::default()
            },
            hints: Vec::new(),
            impossible: false,
        };
        for filter in std::mem::take(&mut asked.query.text.filters) {
            asked.filter(reader, &filter);
        }
        asked.numbers(reader);
        asked.bounds();
        asked
    }

    fn filter(&mut self, reader: &Reader, typed: &TypedFilter) {
        let (excluded, value) = (typed.excluded, &typed.value);
        match filters::typed(reader, &typed.name, value, excluded) {
            Ok(Read::Filter(of)) => self.query.filters.push(SearchFilter { of, excluded }),
            Ok(Read::From(from)) => self.query.from.push(from),
            Ok(Read::In(within)) => self.query.within = Some(within),
            Err(filters::Wrong::Name) => {
                self.hint(typed, filters::unknown(&typed.name));
                self.query.text.as_words(typed);
            }
            Err(filters::Wrong::Value(detail)) => {
                self.hint(typed, detail);
                self.impossible = true;
            }
        }
    }

    fn hint(&mut self, typed: &TypedFilter, detail: String) {
        let minus = if typed.excluded { "-" } else { "" };
        let text = format!("{minus}{}:{}", typed.name, typed.value);
        self.hints.push(SearchHint { text, detail });
    }

    /// Numbers as people say them: `DKT-000123`, `#123`, `١٢٣`.
    fn numbers(&mut self, reader: &Reader) {
        let workspace = reader.catalog.workspace();
        for atom in self.query.text.groups.iter().flatten() {
            if let Some(number) = workspace.number(&plain_digits(&atom.text)) {
                self.query.numbers.insert(atom.text.clone(), number);
            }
        }
    }

    fn bounds(&mut self) {
        if self.query.text.left_out > 0 {
            self.hints.push(SearchHint {
                text: String::new(),
                detail: "has too many words; the last of them were left out".to_owned(),
            });
        }
    }
}

/// The filters outside the text; every wrong one is told.
fn parameters(
    reader: &Reader,
    given: &[(&str, Option<String>)],
) -> Result<Vec<SearchFilter>, Problem> {
    let (mut filters, mut wrong) = (Vec::new(), Vec::new());
    for (name, value) in given {
        let Some(value) = value.as_deref().filter(|value| !value.is_empty()) else {
            continue;
        };
        match filters::parameter(reader, name, value) {
            Ok(of) => filters.push(SearchFilter {
                of,
                excluded: false,
            }),
            Err(detail) => wrong.push(FieldError::new(*name, detail)),
        }
    }
    let detail = match &wrong[..] {
        [] => return Ok(filters),
        [one] => format!("{}: {}.", one.field, one.detail),
        _ => "Several parameters are wrong; see errors.".to_owned(),
    };
    let mut problem = Problem::new(Kind::Malformed, detail);
    problem.errors = wrong;
    Err(problem)
}
