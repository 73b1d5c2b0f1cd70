//! Random queries.

use super::*;
use crate::{FieldFilter, Search, Snoozed, TicketColumn, TicketQuery, TicketSort};
use proptest::sample::subsequence;

/// A query with a few filters at most, so that it finds something more often than not.
pub fn query() -> impl Strategy<Value = TicketQuery> {
    let sort = prop_oneof![
        select(vec![
            TicketSort::CreatedDesc,
            TicketSort::CreatedAsc,
            TicketSort::UpdatedDesc,
            TicketSort::DueAsc,
        ]),
        (select(columns()), any::<bool>())
            .prop_map(|(column, descending)| TicketSort::By { column, descending }),
    ];
    let filters = prop::collection::vec(filter(), 0..4);
    let hidden = (any::<bool>(), any::<bool>());
    (sort, 1..5_u16, hidden, filters).prop_map(|(sort, limit, hidden, filters)| {
        let mut query = TicketQuery {
            sort,
            ranks: ranks(sort),
            limit,
            include_deleted: hidden.0,
            include_merged: hidden.1,
            ..everything()
        };
        for filter in filters {
            filter.add_to(&mut query);
        }
        query
    })
}

fn columns() -> Vec<TicketColumn> {
    use TicketColumn as C;
    let field = |key| C::Field(FieldId::from_key(key));
    vec![
        C::CreatedAt,
        C::UpdatedAt,
        C::DueAt,
        C::SnoozedUntil,
        C::LastCustomerMessageAt,
        C::LastStaffMessageAt,
        C::SlaDueAt,
        C::Number,
        C::Messages,
        C::Minutes,
        C::Subject,
        C::Status,
        C::Priority,
        C::Department,
        field("floor"),
        field("product"),
    ]
}

/// One setting is left out of them, as if it had been made a moment ago.
fn ranks(sort: TicketSort) -> Vec<Uuid> {
    let column = match sort {
        TicketSort::By { column, .. } => column,
        _ => return Vec::new(),
    };
    match column {
        TicketColumn::Status => vec![status("closed").0, status("open").0],
        TicketColumn::Priority => vec![priority("high").0, priority("normal").0],
        TicketColumn::Department => vec![SALES.0, SUPPORT.0],
        _ => Vec::new(),
    }
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
    Customer(Vec<CustomerId>),
    Organisation(Vec<OrganisationId>),
    Cc(Vec<Uuid>),
    Watcher(Vec<Uuid>),
    Snoozed(Snoozed),
    Field(FieldFilter),
    Search(Search),
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
            Self::Customer(ids) => query.customer = ids,
            Self::Organisation(ids) => query.organisation = ids,
            Self::Cc(ids) => query.cc = ids,
            Self::Watcher(ids) => query.watcher = ids,
            Self::Snoozed(snoozed) => query.snoozed = Some(snoozed),
            Self::Field(filter) => query.fields.push(filter),
            Self::Search(search) => query.search = Some(search),
        }
    }
}

/// Up to three of them, some perhaps twice.
fn some<T: Clone + std::fmt::Debug + 'static>(of: Vec<T>) -> impl Strategy<Value = Vec<T>> {
    prop::collection::vec(select(of), 1..=3)
}

fn filter() -> impl Strategy<Value = Filter> {
    let some_statuses = || some(vec![status("open"), status("pending")]);
    prop_oneof![
        some_statuses().prop_map(Filter::Status),
        some_statuses().prop_map(Filter::NotStatus),
        some(vec![SUPPORT, SALES]).prop_map(Filter::Department),
        some(vec![ANA, BEN]).prop_map(Filter::Assignee),
        any::<bool>().prop_map(Filter::Unassigned),
        a_priority().prop_map(|priority| Filter::Priority(vec![priority])),
        subsequence(tags(), 1..=2).prop_map(Filter::Tag),
        (moment(), moment()).prop_map(|(from, to)| Filter::Created(from, to)),
        (moment(), moment()).prop_map(|(from, to)| Filter::Due(from, to)),
        word().prop_map(Filter::Text),
        some(vec![DANA, ELI]).prop_map(Filter::Customer),
        some(ORGANISATIONS.to_vec()).prop_map(Filter::Organisation),
        people().prop_map(Filter::Cc),
        people().prop_map(Filter::Watcher),
        snoozed().prop_map(Filter::Snoozed),
        field_filter().prop_map(Filter::Field),
        (word(), prop::option::of(1..4_i64))
            .prop_map(|(text, number)| Filter::Search(Search { text, number })),
    ]
}

fn word() -> impl Strategy<Value = String> {
    select(vec!["FIRE", "%", "ي", "_", "é"]).prop_map(str::to_owned)
}

fn people() -> impl Strategy<Value = Vec<Uuid>> {
    subsequence(vec![ANA.0, BEN.0, DANA.0, ELI.0], 1..=2)
}

fn snoozed() -> impl Strategy<Value = Snoozed> {
    let at = (0..50_i64).prop_map(|hours| NOW + SignedDuration::from_hours(hours));
    (at, any::<bool>()).prop_map(|(at, so)| match so {
        true => Snoozed::At(at),
        false => Snoozed::NotAt(at),
    })
}

/// Values of another field are no harm: no ticket has them.
fn field_filter() -> impl Strategy<Value = FieldFilter> {
    prop::collection::vec(field_value(), 1..3).prop_map(|values| FieldFilter {
        field: values[0].0,
        any_of: values.into_iter().map(|(_, value)| value).collect(),
    })
}
