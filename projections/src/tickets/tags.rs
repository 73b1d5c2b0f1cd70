//! The tags that tickets have, by how they begin, the most used first.

use super::{Divided, TicketQuery};
use crate::select::Select;
use crate::text::literal;
use crate::{ReadError, ReadModels};
use domain::access::Reach;
use tokio_postgres::types::Type;

/// Which tags, on which tickets.
#[derive(Clone, Debug)]
pub struct TagQuery {
    /// The tickets whose tags are told, and counted.
    pub reach: Reach,
    /// How they begin; letter by letter, as tags are written.
    pub start: String,
    /// Most of them.
    pub limit: u16,
}

/// One tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagRow {
    pub tag: String,
    /// How many tickets have it, deleted and merged ones left out.
    pub tickets: i64,
}

impl ReadModels {
    /// The tags in use.
    pub async fn tags(&self, query: &TagQuery) -> Result<Vec<TagRow>, ReadError> {
        if query.start.contains('\0') {
            return Ok(Vec::new()); // no tag has one, and Postgres would refuse to look for it
        }
        let tickets = TicketQuery {
            reach: query.reach.clone(),
            ..TicketQuery::default()
        };
        let counted = self.divided(&tickets, Divided::Tag, &[], |select, _| {
            let divided = select.sql.clone();
            begun(select, &divided, query);
        });
        let rows = match counted.await? {
            Some(rows) => rows,
            None => {
                let tags = |_: &str| "t.tags AS key".to_owned();
                self.charted(&tickets, tags, &[], |select, _| {
                    let found = select.sql.clone();
                    begun(
                        select,
                        &format!("{EACH}FROM (\n{found}\n) f{OF_TAGS}"),
                        query,
                    );
                })
                .await?
            }
        };
        let rows = rows.iter().map(|row| TagRow {
            tag: row.get(0),
            tickets: row.get(1),
        });
        Ok(rows.collect())
    }
}

/// Those of the `divided` tags that begin so.
fn begun(select: &mut Select, divided: &str, query: &TagQuery) {
    let start = select.param(format!("{}%", literal(&query.start)), Type::TEXT);
    select.sql = format!(
        "SELECT d.key, d.tickets
FROM (\n{divided}\n) d
WHERE d.key LIKE {start}
ORDER BY d.tickets DESC, d.key COLLATE \"C\"
LIMIT {}",
        query.limit
    );
}

const EACH: &str = "SELECT k.key, count(*) AS tickets\n";

const OF_TAGS: &str = "\nCROSS JOIN LATERAL unnest(f.key) k(key)\nGROUP BY 1";
