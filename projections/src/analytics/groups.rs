//! Tickets divided by what they have, now or as of a moment.

use crate::customers::Customers;
use crate::projection::Projection;
use crate::select::Select;
use crate::{PastQuery, ReadError, ReadModels, TicketQuery};
use domain::FieldId;
use std::sync::Arc;
use tokio_postgres::Row;

/// What tickets are divided by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    Status,
    Priority,
    Department,
    /// A ticket counts for each of its assignees.
    Assignee,
    /// Who asked; those who were merged count as whoever they were merged into.
    Customer,
    Organisation,
    Channel,
    /// A ticket counts for each of its tags.
    Tag,
    /// A custom field's value. Of a list each item counts, or with `path` the list as a whole, its
    /// items with `/` between.
    Field {
        id: FieldId,
        path: bool,
    },
}

/// How tickets are divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// All tickets that were divided, each once.
    pub tickets: i64,
    /// How many groups there are, shown or not.
    pub groups: i64,
    /// The largest first.
    pub items: Vec<GroupCount>,
}

/// One group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupCount {
    /// An id, a word or a value; `None` for tickets that have none.
    pub key: Option<String>,
    pub tickets: i64,
}

impl ReadModels {
    /// Divides all tickets that the query finds; at most `limit` groups are told.
    pub async fn groups(
        &self,
        query: &TicketQuery,
        by: Group,
        limit: u16,
    ) -> Result<Groups, ReadError> {
        let key = |schema: &str| {
            let stored =
                format!("(SELECT f.fields FROM {schema}.ticket_fields f WHERE f.id = t.id)");
            by.key("t", &stored) + " AS key"
        };
        let rows = self
            .charted(query, key, by.others(), |s, others| {
                by.divide(s, others, limit);
            })
            .await?;
        Ok(Groups::read(&rows))
    }

    /// The same as it was at the query's moment.
    pub async fn past_groups(
        &self,
        query: &PastQuery,
        by: Group,
        limit: u16,
    ) -> Result<Groups, ReadError> {
        let key = by.key("i", "i.fields") + " AS key";
        let rows = self
            .past_charted(query, &key, by.others(), |s, others| {
                by.divide(s, others, limit);
            })
            .await?;
        Ok(Groups::read(&rows))
    }
}

impl Groups {
    fn read(rows: &[Row]) -> Self {
        let items = rows.iter().map(|row| GroupCount {
            key: row.get(0),
            tickets: row.get(1),
        });
        Self {
            tickets: rows.first().map_or(0, |row| row.get(2)),
            groups: rows.first().map_or(0, |row| row.get(3)),
            items: items.collect(),
        }
    }
}

impl Group {
    /// What else is asked.
    fn others(self) -> &'static [&'static str] {
        match self {
            Self::Customer => &[Customers::NAME],
            _ => &[],
        }
    }

    /// Whether a ticket is in several groups at once.
    fn is_list(self) -> bool {
        matches!(self, Self::Assignee | Self::Tag | Self::Field { .. })
    }

    /// The group of a ticket, or its groups as an array; `fields` is where its fields are.
    fn key(self, ticket: &str, fields: &str) -> String {
        match self {
            Self::Status => format!("{ticket}.status"),
            Self::Priority => format!("{ticket}.priority"),
            Self::Department => format!("{ticket}.department"),
            Self::Assignee => format!("{ticket}.assignees"),
            Self::Customer => format!("{ticket}.customer"),
            Self::Organisation => format!("{ticket}.organisation"),
            Self::Channel => "t.channel".to_owned(), // which never changes
            Self::Tag => format!("{ticket}.tags"),
            Self::Field { id, path } => {
                let items = match path {
                    true => PATH,
                    false => ITEMS,
                };
                let value = format!("({fields} -> '{id}')");
                format!(
                    "ARRAY (SELECT x.item FROM (SELECT {value}) v(value), LATERAL ({items}) x(item))"
                )
            }
        }
    }

    /// Makes the groups and their counts of each ticket's `key`.
    fn divide(self, select: &mut Select, others: &[Arc<str>], limit: u16) {
        let (each, tickets) = match self.is_list() {
            true => (EACH, "(SELECT count(*) FROM found)"),
            false => ("found f", "(sum(g.tickets) OVER ())::int8"),
        };
        let one = match (self, others) {
            (Self::Customer, [customers]) => format!(
                "SELECT coalesce(c.merged_into, d.key) AS key, sum(d.tickets)::int8 AS tickets
    FROM divided d
    LEFT JOIN {customers}.customers c ON c.id = d.key
    GROUP BY 1"
            ),
            _ => "SELECT * FROM divided".to_owned(),
        };
        select.sql = format!(
            "WITH found AS (\n{}\n), divided AS (
    SELECT f.key, count(*) AS tickets
    FROM {each}
    GROUP BY 1
), groups AS (
    {one}
)
SELECT g.key::text, g.tickets, {tickets}, count(*) OVER ()
FROM groups g
ORDER BY g.tickets DESC, g.key::text
LIMIT {limit}",
            select.sql
        );
    }
}

/// Every ticket with each of its groups, or with none.
const EACH: &str = "(
        SELECT k.key
        FROM found l
        CROSS JOIN LATERAL unnest(CASE l.key WHEN '{}' THEN '{NULL}' ELSE l.key END) k(key)
    ) f";

/// The values that a field's `v.value` holds.
const ITEMS: &str = "
    SELECT i.item
    FROM jsonb_array_elements_text(
        CASE jsonb_typeof(v.value) WHEN 'array' THEN v.value ELSE '[]' END
    ) i(item)
    UNION ALL
    SELECT v.value #>> '{}'
    WHERE jsonb_typeof(v.value) <> 'array'";

/// The same where a list is one value.
const PATH: &str = "
    SELECT string_agg(i.item, '/' ORDER BY i.nr)
    FROM jsonb_array_elements_text(
        CASE jsonb_typeof(v.value) WHEN 'array' THEN v.value ELSE '[]' END
    ) WITH ORDINALITY i(item, nr)
    HAVING count(*) > 0";
