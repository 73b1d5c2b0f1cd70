//! What somebody may mean while they type, quick enough for every key that they press.

use super::asked::Asked;
use crate::customers::CustomerSummary;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use domain::{Permission, TicketId};
use poem_openapi::Object;
use projections::{CustomerQuery, SearchIn, SearchQuery};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Suggestions of each kind unless told otherwise.
const USUAL: u16 = 5;

/// What somebody may mean.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Suggestions {
    /// By number, then by words of the subject.
    pub tickets: Vec<SuggestedTicket>,
    /// Nobody for those who may not see customers.
    pub customers: Vec<CustomerSummary>,
    pub tags: Vec<String>,
}

/// A ticket in a few words.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SuggestedTicket {
    pub id: Uuid,
    pub number: i64,
    /// The number as people say it.
    pub reference: String,
    pub subject: String,
    /// Key of the status.
    pub status: String,
}

pub(super) async fn suggest(
    reader: &Reader,
    q: &str,
    limit: Option<Limit>,
) -> Result<Suggestions, Problem> {
    plain("q", q)?;
    let limit = Limit::or(limit, USUAL);
    reader.wait_for_tickets().await?;
    reader.wait_for("search").await?;
    let read = &reader.state.app.read;
    let reach = reader.access.reach(Permission::ReadTickets);
    let (tickets, customers, tags) = tokio::join!(
        tickets(reader, q, limit),
        customers(reader, q, limit),
        read.tags_found(q, &reach, limit),
    );
    Ok(Suggestions {
        tickets: tickets?,
        customers: customers?,
        tags: tags?,
    })
}

async fn tickets(reader: &Reader, q: &str, limit: u16) -> Result<Vec<SuggestedTicket>, Problem> {
    let asked = Asked::typed(reader, q);
    if asked.impossible {
        return Ok(Vec::new());
    }
    let read = &reader.state.app.read;
    let in_subjects = SearchQuery {
        within: asked.query.within.or(Some(SearchIn::Subject)),
        limit,
        ..asked.query
    };
    let mut found: Vec<TicketId> = Vec::new();
    for number in in_subjects.numbers.values() {
        found.extend(read.ticket_id(*number, &in_subjects.reach).await?);
    }
    let hits = read.search(&in_subjects).await?.items;
    for hit in hits {
        if !found.contains(&hit.ticket) {
            found.push(hit.ticket);
        }
    }
    found.truncate(limit.into());
    let rows = read.tickets_found(&found, &in_subjects.reach).await?;
    let catalog = &reader.catalog;
    let suggested = rows.into_iter().map(|row| SuggestedTicket {
        id: row.id.0,
        number: row.number,
        reference: catalog.workspace().reference(row.number),
        subject: row.subject,
        status: catalog.status_key(row.status),
    });
    Ok(suggested.collect())
}

async fn customers(reader: &Reader, q: &str, limit: u16) -> Result<Vec<CustomerSummary>, Problem> {
    if q.trim().is_empty() || !reader.access.allows(Permission::ReadCustomers) {
        return Ok(Vec::new());
    }
    reader.wait_for("customers").await?;
    let query = CustomerQuery {
        text: Some(q.to_owned()),
        limit,
        ..CustomerQuery::default()
    };
    let page = reader.state.app.read.customers(&query).await?;
    let found = page.items.into_iter().map(|row| CustomerSummary {
        id: row.id.0,
        name: row.profile.name.into(),
        email: row.profile.emails.into_iter().next().into(),
        organisation_id: row.profile.organisation.map(|id| id.0).into(),
    });
    Ok(found.collect())
}
