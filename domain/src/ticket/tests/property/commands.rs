//! Random commands: mostly good ones, from small pools so that they meet each other.

use super::super::*;
use crate::given::{ANA, GUS, SALES, SUPPORT, TELEX};
use crate::ticket::Participant;
use crate::{DepartmentId, MemberId};
use TicketCommand as C;
use conversation::conversation;
use fields::{field_changes, fields};
use people::people;
use proptest::prelude::*;
use proptest::sample::select;
use work::{ties, work};

mod conversation;
mod fields;
mod people;
mod work;

pub use fields::FIELDS;
pub use people::participants;

/// Who asks, and what for.
pub type Request = (Actor, TicketCommand);

/// A life of a ticket: often begun with its creation, then anything.
pub fn any() -> impl Strategy<Value = Vec<Request>> {
    (
        prop::option::weighted(0.95, (actor(), creation())),
        prop::collection::vec((actor(), command()), 0..40),
    )
        .prop_map(|(first, rest)| first.into_iter().chain(rest).collect())
}

fn actor() -> impl Strategy<Value = Actor> {
    let (ana, ben) = (Actor::member(ANA.0), Actor::member(BEN.0));
    let (rule, import) = (rule(), Actor::IMPORT);
    select(vec![ana, ana, ana, ana, ben, customer(DANA), rule, import])
}

fn command() -> impl Strategy<Value = TicketCommand> {
    prop_oneof![
        1 => creation(),
        10 => attributes(),
        10 => people(),
        12 => conversation(),
        6 => ties(),
        8 => work(),
        4 => life(),
    ]
}

fn life() -> impl Strategy<Value = TicketCommand> {
    prop_oneof![
        1 => Just(C::Delete),
        2 => Just(C::Restore),
        3 => Just(C::Unmerge),
        1 => Just(activity()),
        1 => Just(stop()),
    ]
}

fn attributes() -> impl Strategy<Value = TicketCommand> {
    prop_oneof![
        2 => text().prop_map(|subject| C::ChangeSubject { subject }),
        2 => text().prop_map(|description| C::ChangeDescription { description }),
        5 => a_status().prop_map(|status| C::SetStatus { status }),
        2 => a_priority().prop_map(|priority| C::SetPriority { priority }),
        2 => dates(),
        3 => tag().prop_map(|tag| C::Tag { tag }),
        2 => tag().prop_map(|tag| C::Untag { tag }),
        4 => field_changes(),
        2 => select(vec![-1, 0, 2, 5, 24 * 366, 24 * 367])
            .prop_map(|hours| C::Snooze { until: in_hours(hours).unwrap() }),
        1 => Just(C::Wake),
    ]
}

fn creation() -> impl Strategy<Value = TicketCommand> {
    let texts = (
        select(vec!["Printer on fire", " Printer ", "Printer\0"]),
        text(),
    );
    let lists = (
        prop::collection::vec(select(vec![ANA, BEN]), 0..4),
        prop::collection::vec(select(vec!["fire", "Fire ", "étage"]), 0..4),
        participants(),
        participants(),
    );
    let choices = (
        prop::option::of(a_status()),
        prop::option::of(a_priority()),
        department(),
        prop::option::of(people::a_customer()),
        any_bool(),
    );
    let extras = (fields(), prop::collection::vec(a_file(), 0..3));
    (texts, lists, choices, extras).prop_map(|(texts, lists, choices, (fields, files))| {
        let (subject, description) = texts;
        let (assignees, tags, cc, watchers) = lists;
        let (status, priority, department, customer, is_stranger) = choices;
        create(CreateTicket {
            subject: subject.to_owned(),
            description,
            status,
            priority,
            department,
            assignees,
            cc,
            watchers,
            customer,
            requester: is_stranger.then(Requester::default),
            tags: tags.into_iter().map(str::to_owned).collect(),
            fields,
            files,
            ..new()
        })
    })
}

fn any_bool() -> impl Strategy<Value = bool> {
    proptest::bool::ANY
}

fn text() -> impl Strategy<Value = String> {
    select(vec![
        "Hello",
        "Hello",
        " Hello",
        "شكرا",
        "\"quoted\" \\",
        " ",
        "",
        "nul\0",
    ])
    .prop_map(str::to_owned)
}

fn tag() -> impl Strategy<Value = String> {
    select(vec!["fire", " FIRE", "étage", "ÉTAGE", "", "new\0"]).prop_map(str::to_owned)
}

fn member() -> impl Strategy<Value = MemberId> {
    select(vec![ANA, ANA, BEN, BEN, GUS, nobody()])
}

fn department() -> impl Strategy<Value = Option<DepartmentId>> {
    let (support, sales) = (Some(SUPPORT), Some(SALES));
    select(vec![None, support, support, sales, sales, Some(TELEX)])
}

fn a_status() -> impl Strategy<Value = StatusId> {
    select(vec![
        "open",
        "open",
        "pending",
        "in_progress",
        "closed",
        "lost",
    ])
    .prop_map(|key| status(key).0)
}

fn a_priority() -> impl Strategy<Value = PriorityId> {
    select(vec!["normal", "normal", "high", "urgent", "asap"]).prop_map(|key| priority(key).0)
}

/// Two of them fill a ticket.
fn a_file() -> impl Strategy<Value = File> {
    const HALF: u64 = crate::limits::TICKET_FILE_BYTES / 2;
    select(vec![file(1, 10), file(2, HALF), file(3, HALF), file(4, 7)])
}

fn dates() -> impl Strategy<Value = TicketCommand> {
    let hours = || prop::option::of(0..3_i64);
    (hours(), hours(), hours()).prop_map(|(due, from, to)| C::Schedule {
        due_at: due.and_then(in_hours),
        window_from: from.and_then(in_hours),
        window_to: to.and_then(in_hours),
    })
}
