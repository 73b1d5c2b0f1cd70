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

/// Keys of the custom fields, each with its column from 0.
pub const FIELDS: [(&str, usize); 5] = [
    ("product", 9),
    ("service_level", 12),
    ("service_type", 13),
    ("support_section", 14),
    ("workgroup", 15),
];

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
    pub customer: String,
    /// In the order of [`FIELDS`].
    pub values: [String; 5],
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

    /// How many tickets each customer has, by what their last lines say.
    pub fn last_customers(&self) -> Counts {
        count((self.cases.values()).map(|lines| lines.last().unwrap().customer.clone()))
    }

    /// Everybody who was a customer once.
    pub fn customers(&self) -> BTreeSet<String> {
        let lines = self.cases.values().flatten();
        lines.map(|line| line.customer.clone()).collect()
    }

    /// How often a ticket went to another customer.
    pub fn customer_changes(&self) -> usize {
        self.changes(|line| &line.customer)
    }

    /// How many tickets each value of a field has, by what their last lines say.
    pub fn last_values(&self, key: &str) -> Counts {
        let field = place(key);
        count((self.cases.values()).map(|lines| lines.last().unwrap().values[field].clone()))
    }

    /// How many tickets began with each value of a field.
    pub fn first_values(&self, key: &str) -> Counts {
        count((self.cases.values()).map(|lines| lines[0].values[place(key)].clone()))
    }

    /// All values that a field had once.
    pub fn values(&self, key: &str) -> BTreeSet<String> {
        let lines = self.cases.values().flatten();
        lines.map(|line| line.values[place(key)].clone()).collect()
    }

    /// How often a field got another value.
    pub fn value_changes(&self, key: &str) -> usize {
        self.changes(|line| &line.values[place(key)])
    }

    fn changes(&self, text: impl Fn(&Line) -> &String) -> usize {
        let differ = |pair: &&[Line]| text(&pair[0]) != text(&pair[1]);
        let pairs = self.cases.values().flat_map(|lines| lines.windows(2));
        pairs.filter(differ).count()
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
            customer: cells[8].clone(),
            values: FIELDS.map(|(_, column)| cells[column].clone()),
        }
    }
}

fn place(key: &str) -> usize {
    FIELDS.iter().position(|(own, _)| *own == key).unwrap()
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
