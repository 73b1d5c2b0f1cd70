//! The condition of a list, as it was sent and as whoever reads means it.

use super::given::Wrong;
use crate::request::Reader;
use domain::condition::{Condition, Filter, Path, Usage};
use domain::view::View;
use serde_json::Value;
use std::sync::Arc;

/// A condition that was asked, and whether it says by itself which statuses are wanted.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub filter: Option<Arc<Filter>>,
    pub by_status: bool,
}

impl Asked {
    /// Reads the parameters `condition` and `time_zone`; what the view asks must hold besides.
    pub fn read(
        given: &super::Filter,
        view: Option<&View>,
        reader: &Reader,
        wrong: &mut Wrong,
    ) -> Self {
        let viewpoint = reader.viewpoint(given.time_zone.as_deref());
        let viewpoint = viewpoint.map_err(|detail| wrong.add("time_zone", detail));
        let asked = given.condition.as_deref();
        let asked = asked.and_then(|text| parsed(text, reader, wrong));
        let viewed = view.and_then(|view| view.condition.clone());
        let condition = match (viewed, asked) {
            (Some(viewed), Some(asked)) => Condition::All {
                all: vec![viewed, asked],
            },
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return Self::default(),
        };
        let filter = viewpoint.ok().and_then(|viewpoint| {
            let filter = Filter::try_new(&condition, &viewpoint, &reader.catalog);
            let filter = filter.map_err(|detail| wrong.add(CONDITION, detail));
            filter.ok().map(Arc::new)
        });
        Self {
            filter,
            by_status: names_statuses(&condition),
        }
    }
}

const CONDITION: &str = "condition";

fn parsed(text: &str, reader: &Reader, wrong: &mut Wrong) -> Option<Condition> {
    let json: Value = match serde_json::from_str(text) {
        Ok(json) => json,
        Err(error) => {
            wrong.add(CONDITION, format!("must be JSON: {error}"));
            return None;
        }
    };
    let usage = Usage::lists(&reader.catalog, reader.audience());
    match Condition::parse_for(&usage, &json, CONDITION) {
        Ok(condition) => Some(condition),
        Err(errors) => {
            for error in errors {
                wrong.add(&error.field, error.detail);
            }
            None
        }
    }
}

/// Whether it asks about statuses, so that quiet ones are not left out beforehand.
pub(super) fn names_statuses(condition: &Condition) -> bool {
    let paths = condition.paths();
    let of_status = |path: &&Path| matches!(path, Path::Status | Path::StatusCategory);
    paths.iter().any(of_status)
}
