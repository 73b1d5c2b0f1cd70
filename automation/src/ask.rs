//! Asking the conditions of rules of a ticket.

use domain::automation::{Matched, Occasion, Rule, RuleTicket, When};
use domain::condition::Path;
use domain::customer::Customer;
use domain::sla::Standing;
use domain::ticket::{Surroundings, Ticket};
use domain::{Catalog, CustomerId};
use eventstore::{EventStore, Loaded, StoreError};

/// What is known of the customer who asks, where a condition wants to know.
#[derive(Debug, Default)]
pub(crate) struct Person {
    emails: Vec<String>,
    language: Option<String>,
}

impl Person {
    /// The requester as they were when the log ended at `position`; nobody where no condition asks
    /// for them.
    pub async fn of(
        store: &EventStore,
        rules: &[&Rule],
        ticket: &Ticket,
        position: i64,
    ) -> Result<Self, StoreError> {
        let details = ticket.details.as_deref();
        let customer = details.and_then(|details| details.customer);
        match customer.filter(|_| rules.iter().any(|rule| asks_who(rule))) {
            Some(id) => Self::read(store, id, position).await,
            None => Ok(Self::default()),
        }
    }

    async fn read(store: &EventStore, id: CustomerId, position: i64) -> Result<Self, StoreError> {
        let mut customer = store.load_up_to::<Customer>(id.0, position).await?;
        while let Some(into) = customer.state.merged_into {
            // merges never lead in a circle
            customer = store.load_up_to::<Customer>(into.0, position).await?;
        }
        let profile = customer.state.profile.as_deref();
        Ok(Self {
            emails: profile.map(|p| p.emails.clone()).unwrap_or_default(),
            language: profile.and_then(|p| p.language.clone()),
        })
    }
}

fn asks_who(rule: &Rule) -> bool {
    let When::Condition(condition) = &rule.when else {
        return false;
    };
    let who = |path: &&Path| matches!(path, Path::RequesterEmail | Path::RequesterLanguage);
    condition.paths().iter().any(who)
}

/// The ticket, to be asked the conditions of rules; none where it is not there.
pub(crate) fn asked<'a>(
    ticket: &'a Loaded<Ticket>,
    occasion: &'a Occasion<'a>,
    person: &'a Person,
    catalog: &'a Catalog,
) -> Option<RuleTicket<'a>> {
    let details = ticket.state.details.as_deref()?;
    let around = Surroundings {
        version: ticket.version,
        created_at: ticket.created_at,
        updated_at: ticket.updated_at,
        deleted: ticket.state.deleted,
        emails: &person.emails,
        language: person.language.as_deref(),
        open_children: 0, // no rule may ask for it, nor for how promises stand
        sla: Standing::default(),
    };
    Some(RuleTicket::new(details, around, occasion, catalog))
}

/// What one rule's condition found, where it holds of the ticket.
pub(crate) fn ask(
    rule: &Rule,
    ticket: &Loaded<Ticket>,
    occasion: &Occasion<'_>,
    person: &Person,
    catalog: &Catalog,
) -> Option<Vec<Matched>> {
    let ticket = asked(ticket, occasion, person, catalog)?;
    rule.when.ready(catalog).found(&ticket)
}
