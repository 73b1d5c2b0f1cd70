//! Random commands: mostly good ones, from small pools so that they meet each other.

use super::super::*;
use crate::given::{ANA, BEN, GUS, SALES, SUPPORT, TELEX};
use crate::{DepartmentId, MemberId};
use proptest::prelude::*;
use proptest::sample::select;

/// A life of a ticket: often begun with its creation, then anything.
pub fn any() -> impl Strategy<Value = Vec<TicketCommand>> {
    (
        prop::option::weighted(0.9, creation()),
        prop::collection::vec(command(), 0..30),
    )
        .prop_map(|(first, rest)| first.into_iter().chain(rest).collect())
}

fn command() -> impl Strategy<Value = TicketCommand> {
    use TicketCommand as C;
    prop_oneof![
        1 => creation(),
        2 => text().prop_map(|subject| C::ChangeSubject { subject }),
        2 => text().prop_map(|description| C::ChangeDescription { description }),
        4 => member().prop_map(|member| C::Assign { member }),
        3 => member().prop_map(|member| C::Unassign { member }),
        2 => department().prop_map(|department| C::Route { department, keep_assignees: None }),
        3 => a_status().prop_map(|status| C::SetStatus { status }),
        2 => a_priority().prop_map(|priority| C::SetPriority { priority }),
        2 => dates(),
        4 => tag().prop_map(|tag| C::Tag { tag }),
        3 => tag().prop_map(|tag| C::Untag { tag }),
        2 => (visibility(), text()).prop_map(|(visibility, body)| post(visibility, &body)),
        1 => Just(C::Delete),
        2 => Just(C::Restore),
        1 => Just(activity()),
        1 => Just(stop()),
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
    );
    let choices = (
        prop::option::of(a_status()),
        prop::option::of(a_priority()),
        department(),
    );
    (texts, lists, choices).prop_map(|((subject, description), (assignees, tags), choices)| {
        let (status, priority, department) = choices;
        create(CreateTicket {
            subject: subject.to_owned(),
            description,
            status,
            priority,
            department,
            assignees,
            tags: tags.into_iter().map(str::to_owned).collect(),
            ..new()
        })
    })
}

fn text() -> impl Strategy<Value = String> {
    select(vec![
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
    select(vec![
        None,
        Some(SUPPORT),
        Some(SUPPORT),
        Some(SALES),
        Some(TELEX),
    ])
}

fn a_status() -> impl Strategy<Value = StatusId> {
    select(vec!["open", "open", "pending", "closed", "lost"]).prop_map(|key| status(key).0)
}

fn a_priority() -> impl Strategy<Value = PriorityId> {
    select(vec!["normal", "normal", "high", "urgent", "asap"]).prop_map(|key| priority(key).0)
}

fn visibility() -> impl Strategy<Value = Visibility> {
    select(vec![Visibility::Public, Visibility::Internal])
}

fn dates() -> impl Strategy<Value = TicketCommand> {
    let hours = || prop::option::of(0..3_i64);
    (hours(), hours(), hours()).prop_map(|(due, from, to)| TicketCommand::Schedule {
        due_at: due.and_then(in_hours),
        window_from: from.and_then(in_hours),
        window_to: to.and_then(in_hours),
    })
}
