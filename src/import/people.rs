//! Who asked: the customer whom a line names, and the organisation that they belong to.

use std::borrow::Cow;

use domain::ids::derived;
use domain::{CustomerId, OrganisationId};

use super::{column::Header, mapping::TicketFields, table::Row, template::Pattern};

/// Where a line tells who asked.
#[derive(Debug)]
pub(super) struct Asking {
    organisation: Option<Pattern>,
    requester: Option<Pattern>,
    /// Kinds under which the ids are derived.
    organisations: String,
    customers: String,
}

/// Who asked, by one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Asked<'t> {
    pub customer: CustomerId,
    pub name: Cow<'t, str>,
    pub organisation: Option<OrganisationId>,
    pub organisation_name: Cow<'t, str>,
}

impl Asking {
    pub fn new(ticket: &TicketFields, source: &str, header: &Header) -> Result<Self, String> {
        let organisation = ticket.organisation.as_ref();
        let organisation = organisation.map(|c| header.find(c, "ticket.organisation"));
        let requester = ticket.requester.as_ref();
        let requester = requester.map(|text| text.bind(header, "ticket.requester"));
        Ok(Self {
            organisation: organisation.transpose()?.map(Pattern::cell),
            requester: requester.transpose()?,
            organisations: format!("import.organisation:{source}"),
            customers: format!("import.customer:{source}"),
        })
    }

    /// Nobody when the line names neither a person nor an organisation. People of one name in two
    /// organisations are two customers.
    pub fn read<'t>(&'t self, row: Row<'t>) -> Option<Asked<'t>> {
        let text = |pattern: &'t Option<Pattern>| {
            let text = pattern.as_ref().map(|pattern| pattern.render(row));
            text.filter(|text| !text.is_empty())
        };
        let organisation = text(&self.organisation);
        let name = text(&self.requester).or_else(|| organisation.clone())?;
        let within = organisation.as_deref().unwrap_or_default();
        let customer = derived(&self.customers, &format!("{within}\n{name}"));
        let id = organisation.as_deref();
        let id = id.map(|name| OrganisationId(derived(&self.organisations, name)));
        Some(Asked {
            customer: CustomerId(customer),
            name,
            organisation: id,
            organisation_name: organisation.unwrap_or_default(),
        })
    }
}
