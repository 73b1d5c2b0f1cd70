//! The file's lines in the order of time.

use std::collections::HashMap;

use domain::ids::derived;
use domain::{Actor, Happened};
use jiff::Timestamp;
use uuid::Uuid;

use super::{
    BadLines,
    mapping::Verb,
    plan::Plan,
    table::{Row, Table},
};

/// One line, as far as it decides where and when things happen.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Its row in the table.
    pub row: usize,
    /// Number of the line in the file.
    pub number: u64,
    pub at: Timestamp,
    /// Place of its case among all cases.
    pub case: usize,
    /// Who acted, when the file tells.
    pub member: Option<Uuid>,
    /// What it tells; equal lines have equal keys.
    pub key: Uuid,
    /// How many equal lines went before it.
    pub nth: u32,
}

impl Line {
    /// The line's own id: the same in every run, different for every line.
    pub fn id(&self) -> Uuid {
        Uuid::new_v5(&self.key, &self.nth.to_be_bytes())
    }

    /// When what it tells happened, and by whom.
    pub fn happened(&self) -> Happened {
        Happened {
            at: self.at,
            actor: self.member.map_or(Actor::IMPORT, Actor::member),
        }
    }
}

/// What a line tells: equal for the line and for the event that records it.
pub(super) fn key(stream: Uuid, activity: &str, at: Timestamp, actor: Option<Uuid>) -> Uuid {
    let actor = actor.unwrap_or_default();
    let told = format!("{} {actor} {activity}", at.as_microsecond());
    derived("import.line", &format!("{stream} {told}"))
}

/// All good lines, by time and among equals as in the file.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub all: Vec<Line>,
    /// The stream of each case.
    pub cases: Vec<Uuid>,
    bad: BadLines,
}

impl Lines {
    pub fn new(plan: &Plan<'_>, table: &Table) -> Self {
        let mut lines = Self::default();
        let mut known = HashMap::new();
        for row in table.rows() {
            match lines.read(plan, row, &mut known) {
                Ok(line) => lines.all.push(line),
                Err(reason) => lines.bad.add(row.number(), reason),
            }
        }
        lines.all.sort_by_key(|line| (line.at, line.row));
        let mut seen = HashMap::new();
        for line in &mut lines.all {
            let count: &mut u32 = seen.entry(line.key).or_default();
            line.nth = *count;
            *count += 1;
        }
        lines
    }

    pub fn bad(&self) -> &BadLines {
        &self.bad
    }

    fn read<'t>(
        &mut self,
        plan: &Plan<'_>,
        row: Row<'t>,
        known: &mut HashMap<&'t str, usize>,
    ) -> Result<Line, String> {
        let case = row.cell(plan.case).trim();
        if case.is_empty() {
            return Err("it names no case".to_owned());
        }
        let activity = plan.activity(row);
        if activity.is_empty() {
            return Err("it names no activity".to_owned());
        }
        if plan.actions(row).is_none() {
            return Err(format!(
                "the mapping does not list the activity `{activity}`"
            ));
        }
        let at = plan.clock.read(row.cell(plan.clock.column).trim())?;
        let member = match &plan.resource {
            Some(pattern) => plan.word(Verb::Assign, pattern, row)?,
            None => None,
        };
        let member = member.map(|name| plan.member(&name).0);
        let case = *known.entry(case).or_insert_with(|| {
            self.cases.push(plan.stream(case));
            self.cases.len() - 1
        });
        Ok(Line {
            row: row.index(),
            number: row.number(),
            at,
            case,
            member,
            key: key(self.cases[case], activity, at, member),
            nth: 0,
        })
    }
}
