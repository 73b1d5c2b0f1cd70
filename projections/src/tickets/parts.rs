//! The parts of a ticket that its row holds as JSON.

use crate::text::searchable;
use domain::MemberId;
use domain::attachment::File;
use domain::field::{FieldValue, FieldValues};
use domain::ticket::{
    AbsorbedTicket, ChecklistItem, Details, Link, Participant, Rating, Said, TicketSource,
    TimeEntry,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a ticket has besides single values and fields, as lists show it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Parts {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cc: Vec<Participant>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub watchers: Vec<Participant>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub absorbed: Vec<AbsorbedTicket>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<File>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<TicketSource>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unproven: bool,
}

impl Parts {
    pub(super) fn of(details: &Details) -> Self {
        Self {
            cc: details.cc.clone(),
            watchers: details.watchers.clone(),
            links: details.links.clone(),
            absorbed: details.absorbed.clone(),
            attachments: details.files.clone(),
            source: details.source,
            rating: details.rating.clone(),
            unproven: details.unproven,
        }
    }

    /// `None` where there is nothing, as with most tickets.
    pub(super) fn json(&self) -> Option<String> {
        (*self != Self::default()).then(|| json(self))
    }
}

/// What the next fold needs and the list does not show: no words, and of messages only those with
/// files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Kept {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub time: Vec<TimeEntry>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<ChecklistItem>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opened_by: Option<MemberId>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentioned: Vec<Uuid>,
}

impl Kept {
    pub(super) fn of(details: &Details) -> Self {
        let said = details.conversation.said.iter();
        Self {
            said: said.filter(|s| !s.files.is_empty()).cloned().collect(),
            time: details.time.iter().map(noteless).collect(),
            checklist: details.checklist.iter().map(wordless).collect(),
            opened_by: details.opened_by,
            mentioned: details.conversation.mentioned.clone(),
        }
    }

    /// Puts it back where it came from.
    pub(super) fn restore(&self, details: &mut Details) {
        details.conversation.said.clone_from(&self.said);
        details.time.clone_from(&self.time);
        details.checklist.clone_from(&self.checklist);
        details.opened_by = self.opened_by;
        details.conversation.mentioned.clone_from(&self.mentioned);
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

/// How many files the ticket and its messages have.
pub(super) fn files(details: &Details) -> i32 {
    let said = details.conversation.said.iter();
    let said: usize = said.map(|said| said.files.len()).sum();
    i32::try_from(details.files.len() + said).unwrap_or(i32::MAX)
}

/// The folded forms of texts in custom fields, where they are not the texts themselves.
pub(super) fn folded(fields: &FieldValues) -> Option<String> {
    let differing = fields.iter().filter_map(|(id, value)| {
        let folded = match value {
            FieldValue::Text(text) => FieldValue::Text(searchable(text)),
            FieldValue::List(texts) => {
                FieldValue::List(texts.iter().map(|text| searchable(text)).collect())
            }
            _ => return None,
        };
        (folded != *value).then_some((*id, folded))
    });
    let differing: FieldValues = differing.collect();
    (!differing.is_empty()).then(|| json(&differing))
}

/// The spelling in a column; what was folded from events can be spelled again.
pub(super) fn json<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The list tells how much was done, not what.
fn noteless(entry: &TimeEntry) -> TimeEntry {
    TimeEntry {
        note: String::new(),
        ..entry.clone()
    }
}

fn wordless(item: &ChecklistItem) -> ChecklistItem {
    ChecklistItem {
        text: String::new(),
        ..item.clone()
    }
}
