//! Which events a reader may see. Of the others they learn nothing, not even that there are any.

use domain::access::Reach;
use domain::account::Account;
use domain::macros::Macro;
use domain::setting::SettingEvent;
use domain::ticket::{Details, Ticket, TicketEvent, Visibility};
use domain::view::View;
use domain::{Access, Actor, Aggregate, Catalog, MemberId, Permission, Recorded};
use eventstore::{EventFilter, EventStore, LoadedById, StoreError};
use std::borrow::Borrow;
use std::collections::BTreeSet;
use uuid::Uuid;

/// What whoever wants to see the events of a category must be. What is not said of a category is
/// asked of auditors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// The ticket must be within reach, and of messages among the staff its notes too.
    Ticket,
    /// Any of the staff: everybody's forms, lists and menus are made of these.
    Staff,
    /// Whoever may see the macro itself.
    Macro,
    /// Whoever sees the view, as it is and as it was.
    View,
    /// One of these permissions.
    AnyOf(&'static [Permission]),
    /// Auditors, and the member whose account it is.
    Account,
    /// Auditors who may read every internal message: files tell their names.
    File,
    Audit,
}

/// Categories of which not only auditors see the events.
const OPEN: [&str; 15] = [
    "ticket",
    "department",
    "status",
    "priority",
    "calendar",
    "sla_policy",
    "field",
    "field_group",
    "workspace",
    "macro",
    "view",
    "customer",
    "organisation",
    "rule",
    "account",
];

impl Rule {
    fn of(category: &str) -> Self {
        match category {
            "ticket" => Self::Ticket,
            "department" | "status" | "priority" | "calendar" | "sla_policy" | "field"
            | "field_group" | "workspace" => Self::Staff,
            "macro" => Self::Macro,
            "view" => Self::View,
            "customer" | "organisation" => Self::AnyOf(&[Permission::ReadCustomers]),
            "rule" => Self::AnyOf(&[Permission::ReadAutomation, Permission::ChangeAutomation]),
            "account" => Self::Account,
            "attachment" => Self::File,
            _ => Self::Audit,
        }
    }
}

/// What one reader may see, as their access and the catalog are now.
#[derive(Debug)]
pub(crate) struct Sight<'a> {
    access: &'a Access,
    actor: Actor,
    catalog: &'a Catalog,
    tickets: Reach,
    internal: Reach,
}

impl<'a> Sight<'a> {
    pub fn new(access: &'a Access, actor: Actor, catalog: &'a Catalog) -> Self {
        Self {
            access,
            actor,
            catalog,
            tickets: access.reach(Permission::ReadTickets),
            internal: access.reach(Permission::ReadInternal),
        }
    }

    /// The filter without categories of which the reader sees nothing, so that a page of the log is
    /// not looked through for them.
    pub fn narrowed(&self, mut filter: EventFilter) -> EventFilter {
        if !self.access.allows(Permission::ReadAudit) {
            let open = OPEN
                .into_iter()
                .filter(|category| match Rule::of(category) {
                    Rule::AnyOf(any) => self.allows_any(any),
                    _ => true,
                });
            filter.categories = open.map(str::to_owned).collect();
        }
        filter
    }

    /// Those of the events that may be seen, in their order. Tickets are looked at as they are with
    /// everything up to `since` at least, which must be committed.
    pub async fn seen<E: Borrow<Recorded>>(
        &self,
        store: &EventStore,
        mut events: Vec<E>,
        since: i64,
    ) -> Result<Vec<E>, StoreError> {
        let asked = events.iter().map(Borrow::borrow);
        let asked = asked.filter(|event| self.asks_for_ticket(event));
        let ids: BTreeSet<_> = asked.map(|event| event.stream_id).collect();
        let ids: Vec<_> = ids.into_iter().collect();
        let tickets = store.load_all::<Ticket>(&ids, since).await?;
        events.retain(|event| self.sees(event.borrow(), &tickets));
        Ok(events)
    }

    /// Whether an event of this ticket, which is within reach, may be seen.
    pub fn sees_of(&self, ticket: &Details, event: &Recorded) -> bool {
        !tells_of_message(event) || self.internal.covers(ticket) || is_public(event, ticket)
    }

    fn sees(&self, event: &Recorded, tickets: &LoadedById<Ticket>) -> bool {
        let audits = self.access.allows(Permission::ReadAudit);
        match Rule::of(&event.category) {
            Rule::Ticket if !self.asks_for_ticket(event) => true,
            Rule::Ticket => {
                let ticket = tickets.get(&event.stream_id);
                let details = ticket.and_then(|ticket| ticket.state.details.as_deref());
                details.is_some_and(|details| {
                    self.tickets.covers(details) && self.sees_of(details, event)
                })
            }
            Rule::Staff => true,
            Rule::Macro => self.sees_macro(event.stream_id),
            Rule::View => self.sees_view(event),
            Rule::AnyOf(any) => self.allows_any(any),
            Rule::Account => audits || self.is_own_account(event.stream_id),
            Rule::File => audits && self.internal.is_everything(),
            Rule::Audit => audits,
        }
    }

    /// Whether it depends on the ticket whether an event may be seen.
    fn asks_for_ticket(&self, event: &Recorded) -> bool {
        let depends = !self.tickets.is_everything()
            || (tells_of_message(event) && !self.internal.is_everything());
        event.category == Ticket::CATEGORY && depends
    }

    fn sees_macro(&self, id: Uuid) -> bool {
        let found = self.catalog.macros.get(id);
        let value = found.and_then(|entry| entry.setting.value.as_ref());
        self.access.allows(Permission::ChangeMacros)
            || value.is_some_and(|value| Macro::is_for(value, &self.actor, self.catalog))
    }

    fn sees_view(&self, event: &Recorded) -> bool {
        let found = self.catalog.views.get(event.stream_id);
        let sees = |view: &View| view.is_for(self.access, self.catalog);
        let now = found.and_then(|entry| entry.setting.value.as_ref());
        now.is_some_and(sees)
            && match event.decode() {
                Ok(SettingEvent::Saved(then)) => sees(&then),
                Ok(SettingEvent::Retired) => true,
                Err(_) => false,
            }
    }

    fn is_own_account(&self, stream: Uuid) -> bool {
        let own = |id: Uuid| Account::id(MemberId(id)) == stream;
        self.actor.kind == domain::ActorKind::Member && self.actor.id.is_some_and(own)
    }

    fn allows_any(&self, any: &[Permission]) -> bool {
        any.iter().any(|permission| self.access.allows(*permission))
    }
}

fn tells_of_message(event: &Recorded) -> bool {
    event.name.starts_with("ticket.message_")
}

/// Whether an event tells of a message that the customer sees too. What cannot be read does not.
fn is_public(event: &Recorded, ticket: &Details) -> bool {
    let message = match event.decode() {
        Ok(TicketEvent::MessagePosted(posted)) => return posted.visibility == Visibility::Public,
        Ok(TicketEvent::MessageEdited(edited)) => edited.message,
        Ok(
            TicketEvent::MessageRedacted { message, .. }
            | TicketEvent::MessageSplit { message, .. },
        ) => message,
        _ => return false,
    };
    let said = ticket.conversation.find(message);
    said.is_some_and(|said| said.visibility == Visibility::Public)
}
