//! Tickets divided by what they have, now or as of a moment.

use crate::customers::Customers;
use crate::projection::Projection;
use crate::select::Select;
use crate::tickets::{Divided, items};
use crate::{PastQuery, ReadError, ReadModels, TicketGroup, TicketQuery};
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
    /// The value of a custom field with choices, of yes and no, or of somebody. Of a list each item
    /// counts, or with `path` the list as a whole, its items with `/` between.
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
        if let Some(group) = by.listed() {
            return self.listed_groups(query, group, limit).await;
        }
        if let Some(told) = self.counted_groups(query, by, limit).await? {
            return Ok(told);
        }
        if let Group::Field { id, path } = by {
            return self.valued_groups(query, (id, path), limit).await;
        }
        let key = |_: &str| by.key("t", "") + " AS key";
        let rows = self
            .charted(query, key, by.others(), |s, others| {
                by.divide(s, others, limit);
            })
            .await?;
        Ok(Groups::read(&rows))
    }

    /// What the list counts group by group.
    async fn listed_groups(
        &self,
        query: &TicketQuery,
        group: TicketGroup,
        limit: u16,
    ) -> Result<Groups, ReadError> {
        let counts = self.count_tickets_by(query, group);
        let (counts, tickets) = tokio::try_join!(counts, self.count_tickets(query))?;
        let groups = i64::try_from(counts.len()).unwrap_or(i64::MAX);
        let mut items: Vec<_> = (counts.into_iter())
            .map(|(key, tickets)| GroupCount {
                key: key.map(|id| id.to_string()),
                tickets,
            })
            .collect();
        // what has none comes last among as many
        items.sort_by(|a, b| {
            let by_key = || (a.key.is_none(), &a.key).cmp(&(b.key.is_none(), &b.key));
            b.tickets.cmp(&a.tickets).then_with(by_key)
        });
        items.truncate(usize::from(limit));
        Ok(Groups {
            tickets,
            groups,
            items,
        })
    }

    /// What the counts of the list know by themselves.
    async fn counted_groups(
        &self,
        query: &TicketQuery,
        by: Group,
        limit: u16,
    ) -> Result<Option<Groups>, ReadError> {
        let Some(divided) = by.divided() else {
            return Ok(None);
        };
        let chart = |select: &mut Select, _: &[Arc<str>]| {
            let divided = format!("WITH divided AS (\n{}\n)", select.sql);
            // which customers were merged is told already
            by.largest(select, &[], (&divided, limit));
        };
        let rows = self.divided(query, divided, by.others(), chart).await?;
        let Some(rows) = rows else {
            return Ok(None);
        };
        let mut groups = Groups::read(&rows);
        if by.is_list() {
            groups.tickets = self.count_tickets(query).await?;
        }
        Ok(Some(groups))
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

    /// As the list knows it.
    fn listed(self) -> Option<TicketGroup> {
        match self {
            Self::Status => Some(TicketGroup::Status),
            Self::Priority => Some(TicketGroup::Priority),
            Self::Department => Some(TicketGroup::Department),
            Self::Assignee => Some(TicketGroup::Assignee),
            _ => None,
        }
    }

    /// As it is counted besides.
    fn divided(self) -> Option<Divided> {
        match self {
            Self::Customer => Some(Divided::Customer),
            Self::Organisation => Some(Divided::Organisation),
            Self::Channel => Some(Divided::Channel),
            Self::Tag => Some(Divided::Tag),
            _ => None,
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
                let items = items(path);
                let value = format!("({fields} -> '{id}')");
                format!(
                    "ARRAY (SELECT x.item FROM (SELECT {value}) v(value), LATERAL ({items}) x(item, nr))"
                )
            }
        }
    }

    /// Makes the groups and their counts of each ticket's `key`.
    fn divide(self, select: &mut Select, others: &[Arc<str>], limit: u16) {
        let each = if self.is_list() { EACH } else { "found f" };
        let divided = format!(
            "WITH found AS (\n{}\n), divided AS (
    SELECT f.key, count(*) AS tickets
    FROM {each}
    GROUP BY 1
)",
            select.sql
        );
        self.largest(select, others, (&divided, limit));
        if self.is_list() {
            select.sql = select.sql.replacen(SUM, "(SELECT count(*) FROM found)", 1);
        }
    }

    /// Makes the largest groups of `divided`, which has keys and how many tickets have them.
    fn largest(self, select: &mut Select, others: &[Arc<str>], (divided, limit): (&str, u16)) {
        let one = match (self, others) {
            (Self::Customer, [customers]) => format!(
                "SELECT coalesce(c.merged_into, d.key::uuid) AS key, sum(d.tickets)::int8 AS tickets
    FROM divided d
    LEFT JOIN {customers}.customers c ON c.id = d.key::uuid AND c.merged_into IS NOT NULL
    GROUP BY 1"
            ),
            _ => "SELECT * FROM divided".to_owned(),
        };
        select.sql = format!(
            "{divided}, groups AS (
    {one}
)
SELECT g.key::text, g.tickets, {SUM}, count(*) OVER ()
FROM groups g
ORDER BY g.tickets DESC, g.key::text
LIMIT {limit}"
        );
    }
}

/// All tickets that were divided, where each is in one group.
const SUM: &str = "(sum(g.tickets) OVER ())::int8";

/// Every ticket with each of its groups, or with none.
const EACH: &str = "(
        SELECT k.key
        FROM found l
        CROSS JOIN LATERAL unnest(CASE l.key WHEN '{}' THEN '{NULL}' ELSE l.key END) k(key)
    ) f";
