//! Random commands and queries, from small pools so that they meet each other.

use super::world::*;
use crate::{TicketQuery, TicketSort};
use domain::ticket::{CreateTicket, NewMessage, TicketCommand as C, Visibility};
use domain::{DepartmentId, MemberId, MessageId, PriorityId, StatusId};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use uuid::Uuid;

/// Which of a few tickets, hours after [`NOW`], and what is asked of it.
pub type Step = (usize, i64, C);

/// Mostly good commands; those that the rules refuse change nothing.
pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = (0..6_usize, 0..50_i64, command());
    let begun: Vec<_> = (0..6).map(|i| (Just(i), 0..50_i64, creation())).collect();
    (begun, prop::collection::vec(step, 20..60))
        .prop_map(|(begun, rest)| begun.into_iter().chain(rest).collect())
}

fn command() -> impl Strategy<Value = C> {
    prop_oneof![
        subject().prop_map(|subject| C::ChangeSubject { subject }),
        text().prop_map(|description| C::ChangeDescription { description }),
        member().prop_map(|member| C::Assign { member }),
        member().prop_map(|member| C::Unassign { member }),
        prop::option::of(department()).prop_map(|department| C::Route {
            department,
            keep_assignees: None,
        }),
        a_status().prop_map(|status| C::SetStatus { status }),
        a_priority().prop_map(|priority| C::SetPriority { priority }),
        (moment(), moment()).prop_map(|(due_at, window_to)| C::Schedule {
            due_at,
            window_from: None,
            window_to
        }),
        tag().prop_map(|tag| C::Tag { tag }),
        tag().prop_map(|tag| C::Untag { tag }),
        text().prop_map(|body| C::PostMessage(Box::new(NewMessage::new(
            MessageId(Uuid::now_v7()),
            Visibility::Internal,
            body
        )))),
        Just(C::Delete),
        Just(C::Restore),
    ]
}

fn creation() -> impl Strategy<Value = C> {
    let lists = (
        subsequence(vec![ANA, BEN], 0..=2),
        subsequence(tags(), 0..=3),
    );
    let choices = (prop::option::of(a_status()), prop::option::of(department()));
    (subject(), text(), lists, choices, moment()).prop_map(
        |(subject, description, (assignees, tags), (status, department), due_at)| {
            C::Create(Box::new(CreateTicket {
                subject,
                description,
                assignees,
                tags,
                status,
                department,
                due_at,
                ..new(1)
            }))
        },
    )
}

/// A query with a few filters at most, so that it finds something more often than not.
pub fn query() -> impl Strategy<Value = TicketQuery> {
    let sort = select(vec![
        TicketSort::CreatedDesc,
        TicketSort::CreatedAsc,
        TicketSort::UpdatedDesc,
        TicketSort::DueAsc,
    ]);
    let filters = prop::collection::vec(filter(), 0..4);
    (sort, 1..5_u16, any::<bool>(), filters).prop_map(|(sort, limit, include_deleted, filters)| {
        let mut query = TicketQuery {
            sort,
            limit,
            include_deleted,
            ..TicketQuery::default()
        };
        for filter in filters {
            filter.add_to(&mut query);
        }
        query
    })
}

#[derive(Clone, Debug)]
enum Filter {
    Status(Vec<StatusId>),
    NotStatus(Vec<StatusId>),
    Department(Vec<DepartmentId>),
    Assignee(Vec<MemberId>),
    Unassigned(bool),
    Priority(Vec<PriorityId>),
    Tag(Vec<String>),
    Created(Option<Timestamp>, Option<Timestamp>),
    Due(Option<Timestamp>, Option<Timestamp>),
    Text(String),
}

impl Filter {
    fn add_to(self, query: &mut TicketQuery) {
        match self {
            Self::Status(ids) => query.status = ids,
            Self::NotStatus(ids) => query.not_status = ids,
            Self::Department(ids) => query.department = ids,
            Self::Assignee(ids) => query.assignee = ids,
            Self::Unassigned(so) => query.unassigned = Some(so),
            Self::Priority(ids) => query.priority = ids,
            Self::Tag(tags) => query.tag = tags,
            Self::Created(from, to) => (query.created_from, query.created_to) = (from, to),
            Self::Due(from, to) => (query.due_from, query.due_to) = (from, to),
            Self::Text(text) => query.text = Some(text),
        }
    }
}

fn filter() -> impl Strategy<Value = Filter> {
    let some_statuses = || subsequence(vec![status("open"), status("pending")], 1..=2);
    prop_oneof![
        some_statuses().prop_map(Filter::Status),
        some_statuses().prop_map(Filter::NotStatus),
        subsequence(vec![SUPPORT, SALES], 1..=2).prop_map(Filter::Department),
        subsequence(vec![ANA, BEN], 1..=2).prop_map(Filter::Assignee),
        any::<bool>().prop_map(Filter::Unassigned),
        a_priority().prop_map(|priority| Filter::Priority(vec![priority])),
        subsequence(tags(), 1..=2).prop_map(Filter::Tag),
        (moment(), moment()).prop_map(|(from, to)| Filter::Created(from, to)),
        (moment(), moment()).prop_map(|(from, to)| Filter::Due(from, to)),
        select(vec!["FIRE", "%", "ي", "_", "é"]).prop_map(|t| Filter::Text(t.to_owned())),
    ]
}

fn moment() -> impl Strategy<Value = Option<Timestamp>> {
    prop::option::of((0..50_i64).prop_map(|hours| NOW + SignedDuration::from_hours(hours)))
}

fn subject() -> impl Strategy<Value = String> {
    let subjects = vec![
        "Printer on fire",
        "100 % lost",
        "under_score",
        "شي غريب",
        "Café",
    ];
    select(subjects).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    select(vec!["Hello", "\"quoted\" \\ {}, NULL", "שלום"]).prop_map(str::to_owned)
}

fn tags() -> Vec<String> {
    ["fire", "a \"b\" \\", "{x},null"]
        .map(str::to_owned)
        .to_vec()
}

fn tag() -> impl Strategy<Value = String> {
    select(tags())
}

fn member() -> impl Strategy<Value = MemberId> {
    select(vec![ANA, BEN])
}

fn department() -> impl Strategy<Value = DepartmentId> {
    select(vec![SUPPORT, SALES])
}

fn a_status() -> impl Strategy<Value = StatusId> {
    select(vec!["open", "pending", "closed"]).prop_map(status)
}

fn a_priority() -> impl Strategy<Value = PriorityId> {
    select(vec!["normal", "high"]).prop_map(priority)
}
