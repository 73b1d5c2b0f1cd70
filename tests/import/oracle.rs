//! Reads the real log without any code of the importer: what must come out, counted from the text.

use super::in_repository;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

/// Where the real log is, next to the checkout; it is not part of the repository.
pub fn path() -> Option<PathBuf> {
    let path = in_repository("../shared/data/helpdesk-log.csv");
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: the real log is not there ({})", path.display());
    None
}

/// A line of the log, as far as the checks look at it.
#[derive(Clone, Debug)]
pub struct Line {
    pub case: String,
    pub activity: String,
    pub resource: String,
    /// As written: local time in Italy.
    pub time: String,
    pub section: String,
    pub seriousness: String,
}

/// The lines of each case in the file's order, which is that of time.
#[derive(Debug)]
pub struct Oracle {
    pub cases: BTreeMap<String, Vec<Line>>,
}

pub type Counts = BTreeMap<String, i64>;

impl Oracle {
    pub fn read(path: &PathBuf) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        assert!(!text.contains('"'), "this reader knows no quotes");
        let mut cases: BTreeMap<String, Vec<Line>> = BTreeMap::new();
        for text in text.lines().skip(1) {
            let line = Line::read(text);
            cases.entry(line.case.clone()).or_default().push(line);
        }
        for lines in cases.values() {
            assert!(lines.is_sorted_by_key(|line| &line.time));
        }
        Self { cases }
    }

    pub fn lines(&self) -> usize {
        self.cases.values().map(Vec::len).sum()
    }

    pub fn activities(&self) -> Counts {
        count(
            self.cases
                .values()
                .flatten()
                .map(|line| line.activity.clone()),
        )
    }

    pub fn last_statuses(&self) -> Counts {
        count(self.cases.values().map(|lines| {
            let mut changes = lines.iter().filter_map(|line| status(&line.activity));
            changes.next_back().unwrap_or("open").to_owned()
        }))
    }

    /// A member keeps what he took in charge, also when another takes it too.
    pub fn tickets_of_members(&self) -> Counts {
        count(self.cases.values().flat_map(|lines| {
            let taken = lines
                .iter()
                .filter(|line| line.activity.starts_with("Take in"));
            let members: BTreeSet<_> = taken.map(|line| line.resource.clone()).collect();
            members.into_iter()
        }))
    }

    pub fn last_priorities(&self) -> Counts {
        count(self.cases.values().map(|lines| {
            let last = &lines.last().unwrap().seriousness;
            let keys = ["low", "normal", "high", "urgent"];
            let level: usize = last.strip_prefix("Value ").unwrap().parse().unwrap();
            keys[level - 1].to_owned()
        }))
    }

    /// Hours until a ticket is due, by what its first line says.
    pub fn hours_until_due(&self) -> Counts {
        count(self.cases.values().map(|lines| {
            let hours = match lines[0].seriousness.as_str() {
                "Value 1" => 720,
                "Value 2" => 336,
                "Value 3" => 168,
                _ => 48,
            };
            hours.to_string()
        }))
    }

    pub fn departments(&self) -> Counts {
        count(self.cases.values().map(|lines| lines[0].section.clone()))
    }

    /// Activities that change nothing and are told in a note instead.
    pub fn notes(&self) -> Counts {
        let mut notes = self.activities();
        notes.retain(|activity, _| status(activity).is_none() && activity != "Assign seriousness");
        notes
    }
}

impl Line {
    fn read(text: &str) -> Self {
        let cells: Vec<String> = text.split(',').map(str::to_owned).collect();
        assert_eq!(cells.len(), 16, "{text}");
        Self {
            case: cells[0].clone(),
            activity: cells[1].clone(),
            resource: cells[2].clone(),
            time: cells[3].clone(),
            section: cells[10].clone(),
            seriousness: cells[11].clone(),
        }
    }
}

fn status(activity: &str) -> Option<&'static str> {
    match activity {
        "Take in charge ticket" => Some("in_progress"),
        "Wait" => Some("pending"),
        "Resolve ticket" => Some("resolved"),
        "Closed" => Some("closed"),
        _ => None,
    }
}

fn count(texts: impl Iterator<Item = String>) -> Counts {
    let mut counts = Counts::new();
    for text in texts {
        *counts.entry(text).or_default() += 1;
    }
    counts
}
