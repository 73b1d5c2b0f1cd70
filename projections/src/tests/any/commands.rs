//! Random commands.

use super::words::{subject, tag, text};
use super::*;
use domain::attachment::File;
use domain::ticket::{
    CreateTicket, Format, LinkKind, Mentions, MessageEdit, MessageSource, NewMessage, Requester,
    TicketCommand as C, TicketSource, TimeEntry, Visibility,
};
use domain::{Actor, ActorKind, AttachmentId, ChecklistItemId, MessageId, TicketId, TimeEntryId};
use proptest::sample::subsequence;

/// Which of a few tickets, hours after [`NOW`], who asks, and what.
pub type Step = (usize, i64, Actor, C);

/// Mostly good commands; those that the rules refuse change nothing.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    lives(command())
}

/// The same, mostly of what is said.
pub fn talks() -> impl Strategy<Value = Vec<Step>> {
    lives(prop_oneof![
        12 => message(),
        3 => person(),
        2 => tie(),
        1 => Just(C::Delete),
        1 => Just(C::Restore),
    ])
}

fn lives(command: impl Strategy<Value = C>) -> impl Strategy<Value = Vec<Step>> {
    let step = (0..6_usize, 0..50_i64, actor(), command);
    let begun: Vec<_> = (0..6)
        .map(|i| (Just(i), 0..50_i64, actor(), creation()))
        .collect();
    (begun, prop::collection::vec(step, 40..100))
        .prop_map(|(begun, rest)| begun.into_iter().chain(rest).collect())
}

fn actor() -> impl Strategy<Value = Actor> {
    select(vec![
        Actor::SYSTEM,
        Actor::member(ANA.0),
        Actor {
            kind: ActorKind::Customer,
            id: Some(DANA.0),
            ..Actor::SYSTEM
        },
    ])
}

fn command() -> impl Strategy<Value = C> {
    prop_oneof![
        4 => attribute(),
        4 => person(),
        3 => message(),
        3 => tie(),
        3 => work(),
        1 => Just(C::Delete),
        1 => Just(C::Restore),
    ]
}

fn attribute() -> impl Strategy<Value = C> {
    prop_oneof![
        subject().prop_map(|subject| C::ChangeSubject { subject }),
        text().prop_map(|description| C::ChangeDescription { description }),
        a_status().prop_map(|status| C::SetStatus { status }),
        a_priority().prop_map(|priority| C::SetPriority { priority }),
        (moment(), moment()).prop_map(|(due_at, window_to)| C::Schedule {
            due_at,
            window_from: None,
            window_to
        }),
        (0..90_i64).prop_map(|hours| C::Snooze {
            until: NOW + SignedDuration::from_hours(hours)
        }),
        Just(C::Wake),
        tag().prop_map(|tag| C::Tag { tag }),
        tag().prop_map(|tag| C::Untag { tag }),
        (field_value(), any::<bool>()).prop_map(|((field, value), set)| C::SetFields {
            changes: vec![(field, set.then_some(value))]
        }),
    ]
}

fn person() -> impl Strategy<Value = C> {
    let someone = || select(participants());
    let organisation = prop::option::of(select(ORGANISATIONS.to_vec()));
    prop_oneof![
        member().prop_map(|member| C::Assign { member }),
        member().prop_map(|member| C::Unassign { member }),
        prop::option::of(department()).prop_map(|department| C::Route {
            department,
            keep_assignees: None,
        }),
        someone().prop_map(|who| C::AddCc { who }),
        someone().prop_map(|who| C::RemoveCc { who }),
        someone().prop_map(|who| C::Watch { who }),
        someone().prop_map(|who| C::Unwatch { who }),
        (prop::option::of(customer()), organisation).prop_map(|(customer, organisation)| {
            C::ChangeRequester {
                customer,
                organisation,
            }
        }),
    ]
}

fn message() -> impl Strategy<Value = C> {
    let visibility = select(vec![Visibility::Internal, Visibility::Public]);
    let by = prop::option::of(customer());
    let source = prop_oneof![4 => Just(None), 1 => Just(Some(taken()))];
    let files = subsequence(files(), 0..=2);
    let posted = (few(), text(), visibility, by, (files, source, mentions()));
    let posted = posted.prop_map(|(id, body, visibility, customer, more)| {
        let (files, source, mentions) = more;
        let new = NewMessage::new(MessageId(id), visibility, body);
        C::PostMessage(Box::new(NewMessage {
            customer,
            files,
            source,
            mentions,
            ..new
        }))
    });
    prop_oneof![
        2 => posted,
        1 => few().prop_map(|id| C::RedactMessage {
            message: MessageId(id),
            reason: "private".to_owned(),
        }),
        1 => (few(), text(), mentions()).prop_map(|(id, body, mentions)| C::EditMessage(Box::new(MessageEdit {
            message: MessageId(id),
            body,
            format: Format::Markdown,
            mentions,
        }))),
        1 => few().prop_map(|id| C::SplitMessage {
            message: MessageId(id),
            to: TicketId(id),
        }),
    ]
}

/// Mostly nobody.
fn mentions() -> impl Strategy<Value = Mentions> {
    let members = subsequence(vec![ANA, BEN], 0..=1);
    let departments = subsequence(vec![SUPPORT, SALES], 0..=1);
    let some = (members, departments).prop_map(|(members, departments)| Mentions {
        members,
        departments,
    });
    prop_oneof![2 => Just(Mentions::default()), 1 => some]
}

/// Where a message was said first, a day before.
fn taken() -> MessageSource {
    MessageSource {
        ticket: TicketId(Uuid::from_u128(9)),
        message: MessageId(Uuid::from_u128(9)),
        author: Actor::member(BEN.0),
        at: NOW - SignedDuration::from_hours(24),
    }
}

fn tie() -> impl Strategy<Value = C> {
    let other = || few().prop_map(TicketId);
    let kind = || {
        select(vec![
            LinkKind::Blocks,
            LinkKind::ChildOf,
            LinkKind::RelatesTo,
        ])
    };
    prop_oneof![
        (kind(), other()).prop_map(|(kind, ticket)| C::Link { kind, ticket }),
        (kind(), other()).prop_map(|(kind, ticket)| C::Unlink { kind, ticket }),
        other().prop_map(|ticket| C::MergeInto { ticket }),
        Just(C::Unmerge),
        (other(), subsequence(participants(), 0..=2))
            .prop_map(|(ticket, cc)| C::Absorb { ticket, cc }),
        other().prop_map(|ticket| C::Release { ticket }),
    ]
}

fn work() -> impl Strategy<Value = C> {
    let file = || select(files());
    let item = || few().prop_map(ChecklistItemId);
    prop_oneof![
        file().prop_map(|file| C::AttachFile { file }),
        file().prop_map(|file| C::DetachFile {
            attachment: file.id
        }),
        (few(), member(), 1..90_u32).prop_map(|(id, member, minutes)| C::LogTime(TimeEntry {
            entry: TimeEntryId(id),
            member,
            minutes,
            note: "looked into it".to_owned(),
            worked_at: NOW,
        })),
        few().prop_map(|id| C::RemoveTimeEntry {
            entry: TimeEntryId(id)
        }),
        (item(), text()).prop_map(|(item, text)| C::AddChecklistItem { item, text }),
        (item(), any::<bool>()).prop_map(|(item, done)| C::CheckChecklistItem { item, done }),
        item().prop_map(|item| C::RemoveChecklistItem { item }),
    ]
}

/// One of a few ids, so that what was added is also taken away.
fn few() -> impl Strategy<Value = Uuid> {
    (1..4_u128).prop_map(Uuid::from_u128)
}

fn files() -> Vec<File> {
    let file = |id| File {
        id: AttachmentId(Uuid::from_u128(id)),
        name: "screen.png".to_owned(),
        media_type: "image/png".to_owned(),
        bytes: 100,
        sha256: "ab".repeat(32),
    };
    (1..4).map(file).collect()
}

fn creation() -> impl Strategy<Value = C> {
    let begun = (1..4_i64, subject(), text(), moment());
    let lists = (
        subsequence(vec![ANA, BEN], 0..=2),
        subsequence(tags(), 0..=3),
        subsequence(participants(), 0..=2),
        subsequence(files(), 0..=1),
    );
    let choices = (prop::option::of(a_status()), prop::option::of(department()));
    let asked = (
        prop::option::of(customer()),
        prop::option::of(field_value()),
    );
    (begun, lists, choices, asked).prop_map(|(begun, lists, choices, asked)| {
        let ((number, subject, description, due_at), (status, department)) = (begun, choices);
        let (assignees, tags, people, files) = lists;
        let (customer, field) = asked;
        C::Create(Box::new(CreateTicket {
            subject,
            description,
            assignees,
            tags,
            status,
            department,
            due_at,
            files,
            organisation: customer.map(|_| ORGANISATIONS[0]),
            requester: customer.is_none().then(|| Requester {
                name: Some("Noor \"N\"".to_owned()),
                ..Requester::default()
            }),
            customer,
            cc: people.clone(),
            watchers: people,
            fields: field
                .map(|(id, value)| (id, Some(value)))
                .into_iter()
                .collect(),
            source: Some(TicketSource::Clone {
                ticket: TicketId(Uuid::nil()),
            }),
            ..new(number)
        }))
    })
}
