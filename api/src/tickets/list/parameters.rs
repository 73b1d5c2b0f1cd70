//! The filters of an address that takes them all without naming them one by one.

use super::filter::Filter;
use super::given::Wrong;
use std::str::FromStr;

impl Filter {
    /// The list's filters and order among the parameters of a request; every wrong one is told.
    pub fn of(parameters: Vec<(String, String)>, wrong: &mut Wrong) -> Self {
        let mut given = Given {
            parameters: &parameters,
            wrong,
        };
        Self {
            status: given.text("status"),
            not_status: given.text("not_status"),
            status_category: given.text("status_category"),
            all: given.parsed("all"),
            priority: given.text("priority"),
            department: given.text("department"),
            assignee: given.text("assignee"),
            unassigned: given.parsed("unassigned"),
            requester: given.text("requester_id"),
            organisation: given.text("organisation_id"),
            cc: given.text("cc"),
            watcher: given.text("watcher"),
            tag: given.text("tag"),
            created: (given.parsed("created_from"), given.parsed("created_to")),
            due: (given.parsed("due_from"), given.parsed("due_to")),
            overdue: given.parsed("overdue"),
            snoozed: given.parsed("snoozed"),
            text: given.text("text"),
            q: given.text("q"),
            include_deleted: given.parsed("include_deleted"),
            include_merged: given.parsed("include_merged"),
            sort: given.parsed("sort"),
            condition: given.text("condition"),
            time_zone: given.text("time_zone"),
            view: given.text("view"),
            as_of: given.parsed("as_of"),
            limit: None,
            cursor: None,
            parameters,
        }
    }
}

/// Parameters as they came.
struct Given<'a> {
    parameters: &'a [(String, String)],
    wrong: &'a mut Wrong,
}

impl Given<'_> {
    /// The first of this name.
    fn text(&self, name: &str) -> Option<String> {
        let found = self.parameters.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    }

    fn parsed<T: FromStr<Err: ToString>>(&mut self, name: &str) -> Option<T> {
        let read = self.text(name)?.parse();
        read.map_err(|error: T::Err| self.wrong.add(name, error.to_string()))
            .ok()
    }
}
