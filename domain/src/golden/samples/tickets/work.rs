//! Samples of files, ties to other tickets, time spent, things to be done and macros.

use super::{DANA, OTHER};
use crate::attachment::File;
use crate::given::{ANA, NOBODY};
use crate::golden::samples::at;
use crate::ticket::TicketEvent::{self, *};
use crate::ticket::{LinkKind, Participant, Rating, TimeEntry};
use crate::{AttachmentId, ChecklistItemId, MacroId, TimeEntryId};

pub fn text(text: &str) -> String {
    text.to_owned()
}

pub fn file() -> File {
    File {
        id: AttachmentId(NOBODY),
        name: text("صورة الشاشة.png"),
        media_type: text("image/png"),
        bytes: 48_213,
        sha256: text("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
    }
}

pub fn work() -> Vec<TicketEvent> {
    let mut all = ties();
    all.extend(checklist());
    all.extend([
        FileAttached { file: file() },
        FileDetached {
            attachment: AttachmentId(NOBODY),
        },
        TimeLogged(TimeEntry {
            entry: TimeEntryId(NOBODY),
            member: ANA,
            minutes: 90,
            note: text("On site"),
            worked_at: at(-3_600),
        }),
        TimeEntryRemoved {
            entry: TimeEntryId(NOBODY),
        },
        Rated(Rating {
            score: 4,
            comment: text("שירות טוב"),
        }),
        MacroApplied {
            macro_id: MacroId(NOBODY),
            version: 4,
        },
    ]);
    all
}

fn ties() -> Vec<TicketEvent> {
    let kind = LinkKind::BlockedBy;
    vec![
        Linked {
            kind,
            ticket: OTHER,
        },
        Unlinked {
            kind,
            ticket: OTHER,
        },
        Merged { into: OTHER },
        Unmerged { from: OTHER },
        Absorbed {
            ticket: OTHER,
            cc: vec![Participant::Customer(DANA), Participant::Member(ANA)],
        },
        Released { ticket: OTHER },
    ]
}

fn checklist() -> Vec<TicketEvent> {
    let item = ChecklistItemId(NOBODY);
    vec![
        ChecklistItemAdded {
            item,
            text: text("Call the fire brigade"),
        },
        ChecklistItemReworded {
            item,
            from: text("Call the fire brigade"),
            to: text("Thank the fire brigade"),
        },
        ChecklistItemChecked { item },
        ChecklistItemUnchecked { item },
        ChecklistItemRemoved { item },
        ChecklistReordered { items: vec![item] },
    ]
}
