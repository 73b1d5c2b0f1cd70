//! The list of organisations: filters from the query, a page back.

use super::view::OrganisationList;
use crate::answer::Shown;
use crate::page::{Limit, plain};
use crate::problem::Problem;
use crate::request::Reader;
use projections::OrganisationQuery;

/// Items of a page unless told otherwise.
const USUAL: u16 = 50;

/// The filters as they were sent.
#[derive(Debug)]
pub(super) struct Filter {
    pub text: Option<String>,
    pub include_retired: Option<bool>,
    pub limit: Option<Limit>,
    pub cursor: Option<String>,
}

pub(super) async fn list(
    reader: &Reader,
    filter: Filter,
) -> Result<Shown<OrganisationList>, Problem> {
    if let Some(text) = &filter.text {
        plain("q", text)?;
    }
    let query = OrganisationQuery {
        text: filter.text,
        include_retired: filter.include_retired.unwrap_or_default(),
        limit: Limit::or(filter.limit, USUAL),
        cursor: filter.cursor,
    };
    reader.wait_for("customers").await?;
    let page = reader.state.app.read.organisations(&query).await?;
    Shown::new(&OrganisationList {
        items: page.items.into_iter().map(Into::into).collect(),
        next_cursor: page.next_cursor.into(),
    })
}
