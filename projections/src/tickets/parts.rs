//! The parts of a ticket that its row holds as JSON.

use domain::attachment::File;
use domain::ticket::{
    AbsorbedTicket, ChecklistItem, Details, Link, Participant, Said, TicketSource, TimeEntry,
};
use serde::{Deserialize, Serialize};

/// What ties a ticket to people and to other tickets, besides single values.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Ties {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Participant>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub watchers: Vec<Participant>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<AbsorbedTicket>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<TicketSource>,
}

impl Ties {
    pub(super) fn of(details: &Details) -> Self {
        Self {
            cc: details.cc.clone(),
            watchers: details.watchers.clone(),
            links: details.links.clone(),
            absorbed: details.absorbed.clone(),
            source: details.source,
        }
    }

    /// `None` where nothing ties it, as with most tickets.
    pub(super) fn json(&self) -> Option<String> {
        (*self != Self::default()).then(|| json(self))
    }
}

/// What the next fold needs to count anew: no words, and of messages only those with files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub time: Vec<TimeEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<ChecklistItem>,
}

impl Kept {
    pub(super) fn of(details: &Details) -> Self {
        let said = details.conversation.said.iter();
        Self {
            files: details.files.iter().cloned().map(nameless).collect(),
            said: said.filter(|s| !s.files.is_empty()).cloned().collect(),
            time: details.time.iter().cloned().map(noteless).collect(),
            checklist: details.checklist.iter().cloned().map(wordless).collect(),
        }
    }

    pub(super) fn files(&self) -> i32 {
        let said: usize = self.said.iter().map(|said| said.files.len()).sum();
        i32::try_from(self.files.len() + said).unwrap_or(i32::MAX)
    }

    pub(super) fn minutes(&self) -> i64 {
        self.time.iter().map(|entry| i64::from(entry.minutes)).sum()
    }

    /// How many things are done, and how many there are.
    pub(super) fn checklist(&self) -> (i32, i32) {
        let done = self.checklist.iter().filter(|item| item.done).count();
        let count = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        (count(done), count(self.checklist.len()))
    }
}

/// The spelling in a column; what was folded from events can be spelled again.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn nameless(file: File) -> File {
    File {
        name: String::new(),
        sha256: String::new(),
        ..file
    }
}

fn noteless(entry: TimeEntry) -> TimeEntry {
    TimeEntry {
        note: String::new(),
        ..entry
    }
}

fn wordless(item: ChecklistItem) -> ChecklistItem {
    ChecklistItem {
        text: String::new(),
        ..item
    }
}
