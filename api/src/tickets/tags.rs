//! The tags that tickets have, for whoever is about to give one.

use crate::answer::Shown;
use crate::openapi::Tag as Group;
use crate::page::{self, Limit};
use crate::problem::Problem;
use crate::request::Reader;
use domain::Permission;
use poem_openapi::param::Query;
use poem_openapi::types::Example;
use poem_openapi::{Object, OpenApi};
use projections::{TagQuery, TagRow};
use serde::{Deserialize, Serialize};

/// Tags of an answer unless told otherwise.
const USUAL: u16 = 50;

/// A tag and how much it is used.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(rename = "TagInUse")]
pub(crate) struct TagView {
    pub tag: String,
    /// How many tickets within reach have it, deleted and merged ones left out.
    pub tickets: i64,
}

/// The tags in use, the most used first.
#[derive(Debug, Object, Serialize, Deserialize)]
#[oai(example)]
pub(crate) struct TagList {
    pub items: Vec<TagView>,
}

impl From<TagRow> for TagView {
    fn from(row: TagRow) -> Self {
        Self {
            tag: row.tag,
            tickets: row.tickets,
        }
    }
}

impl Example for TagList {
    fn example() -> Self {
        let item = |tag: &str, tickets| TagView {
            tag: tag.to_owned(),
            tickets,
        };
        Self {
            items: vec![item("hardware", 12), item("hard disk", 3)],
        }
    }
}

pub(crate) struct TicketTags;

#[OpenApi(tag = "Group::Tickets")]
impl TicketTags {
    /// Lists the tags that are in use.
    ///
    /// Those of tickets within reach, the most used first, each with how many tickets have it.
    #[oai(path = "/tags", method = "get", operation_id = "list_tags")]
    async fn list(
        &self,
        reader: Reader,
        /// How the tags begin, in upper or lower case.
        q: Query<Option<String>>,
        /// Most tags; 50 unless told otherwise.
        limit: Query<Option<Limit>>,
    ) -> Result<Shown<TagList>, Problem> {
        let q = q.0.unwrap_or_default();
        page::plain("q", &q)?;
        let query = TagQuery {
            reach: reader.access.reach(Permission::ReadTickets),
            start: q.trim().to_lowercase(),
            limit: Limit::or(limit.0, USUAL),
        };
        reader.wait_for_tickets().await?;
        let rows = reader.state.app.read.tags(&query).await?;
        let items = rows.into_iter().map(TagView::from).collect();
        Shown::new(&TagList { items })
    }
}
