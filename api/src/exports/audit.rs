//! Tells the log who takes what out, before the first byte leaves, and how it ended.

use crate::problem::Problem;
use crate::request::Reader;
use domain::ExportId;
use domain::export::{BreakOff, Export, ExportCommand, ExportFilter, ExportStarted};
use eventstore::Execute;
use jiff::Timestamp;
use std::borrow::Cow;
use uuid::Uuid;

/// Parameters whose values are ids, keys, times and the like. What the others hold somebody may
/// have typed, names of people among it: of those it is only told that they were there.
const TOLD: [&str; 24] = [
    "all",
    "assignee",
    "cc",
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
    "requester_id",
    "snoozed",
    "sort",
    "status",
    "status_category",
    "tag",
    "unassigned",
    "view",
    "view_id",
    "watcher",
];
/// What is recorded otherwise, or says nothing of the tickets.
const OTHERS: [&str; 6] = [
    "format",
    "columns",
    "language",
    "time_zone",
    "bom",
    "min_position",
];

/// An export that the log knows of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Begun {
    id: ExportId,
    /// Where in the log its beginning stands.
    pub position: i64,
}

/// How an export went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ended {
    pub rows: u64,
    /// Why it did not go to its end.
    pub broken: Option<BreakOff>,
}

/// What of the parameters is recorded.
pub(crate) fn filter(parameters: &[(String, String)]) -> Vec<ExportFilter> {
    let asked = parameters
        .iter()
        .filter(|(name, _)| !OTHERS.contains(&name.as_str()));
    asked
        .map(|(name, value)| ExportFilter {
            parameter: name.clone(),
            value: TOLD.contains(&name.as_str()).then(|| value.clone()),
        })
        .collect()
}

/// Records the beginning; without it nothing may be handed over.
pub(super) async fn begin(reader: &Reader, started: ExportStarted) -> Result<Begun, Problem> {
    let id = ExportId(Uuid::now_v7());
    let mut command = execute(reader, id, ExportCommand::Start(started));
    command.creates = true;
    let executed = reader.state.app.store.execute(command).await?;
    let position = executed.position;
    Ok(Begun { id, position })
}

/// Records the end. The tickets were handed over whether or not it can be recorded.
pub(super) async fn end(reader: &Reader, begun: Begun, ended: Ended) {
    let rows = ended.rows;
    let command = match ended.broken {
        None => ExportCommand::Finish { rows },
        Some(reason) => ExportCommand::BreakOff { rows, reason },
    };
    let command = execute(reader, begun.id, command);
    if let Err(error) = reader.state.app.store.execute(command).await {
        tracing::warn!(export = %begun.id, rows, %error, "the end of an export is not recorded");
    }
}

fn execute(reader: &Reader, id: ExportId, command: ExportCommand) -> Execute<'_, Export> {
    let (actor, now) = (reader.principal.actor(), Timestamp::now());
    Execute {
        access: Cow::Borrowed(&reader.access),
        ..Execute::new(id.0, command, actor, &reader.catalog, now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_somebody_typed_stay_out_of_the_log() {
        let parameters = [
            ("status", "open"),
            ("q", "Dana Levi"),
            ("field.phone", "+972 50 1234567"),
            ("format", "csv"),
            ("something_new", "Dana"),
        ];
        let parameters = parameters.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let told: Vec<_> = (filter(&parameters).into_iter())
            .map(|part| (part.parameter, part.value))
            .collect();
        let expected = [
            ("status", Some("open")),
            ("q", None),
            ("field.phone", None),
            ("something_new", None),
        ];
        let expected = expected.map(|(name, value)| (name.to_owned(), value.map(str::to_owned)));
        assert_eq!(told, expected);
    }
}
