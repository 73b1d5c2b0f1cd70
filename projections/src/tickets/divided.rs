//! Tickets divided by customer, organisation, channel or tag, from counts that the projection keeps.

use super::{TicketQuery, Tickets, is_impossible};
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::access::Keys;
use domain::ticket::Details;
use std::sync::Arc;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// What tickets are divided by besides their shelves, and counted department by department.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Divided {
    Customer,
    Organisation,
    Channel,
    Tag,
}

impl ReadModels {
    /// Asks how many tickets there are of each kind: `chart` makes that of what selects `key`, a
    /// text that is null where tickets have nothing, and `tickets`, given the schemas of the
    /// `others`. `None` where the counts cannot tell it.
    pub(crate) async fn divided(
        &self,
        query: &TicketQuery,
        by: Divided,
        others: &[&'static str],
        chart: impl Fn(&mut Select, &[Arc<str>]),
    ) -> Result<Option<Vec<Row>>, ReadError> {
        if !query.asks_marks_alone() || !query.priority.is_empty() {
            return Ok(None);
        }
        if is_impossible(query) {
            return Ok(Some(Vec::new()));
        }
        let read: Vec<_> = [Tickets::NAME].iter().chain(others).copied().collect();
        let asked = self.joined(&read, |schemas| {
            let mut select = counted(query, by, &schemas[0]);
            chart(&mut select, &schemas[1..]);
            select.by_value = true; // few or many are within reach
            select.whole = true;
            select
        });
        asked.await.map(Some)
    }
}

/// What a ticket is divided by. One with several tags counts for each.
pub(super) fn groups(details: &Details) -> Vec<(Divided, String)> {
    let word = |id: Option<Uuid>| id.map_or_else(String::new, |id| id.to_string());
    let mut groups = vec![
        (Divided::Customer, word(details.customer.map(|id| id.0))),
        (
            Divided::Organisation,
            word(details.organisation.map(|id| id.0)),
        ),
        (Divided::Channel, details.channel.as_str().to_owned()),
    ];
    let tags = details.tags.iter().map(|tag| (Divided::Tag, tag.clone()));
    groups.extend(tags);
    if details.tags.is_empty() {
        groups.push((Divided::Tag, String::new()));
    }
    groups
}

fn counted(query: &TicketQuery, by: Divided, schema: &str) -> Select {
    let mut select = Select::new(String::new());
    let departments = select.departments(query, "c");
    let kind = by.as_str();
    let mut parts = format!(
        "SELECT c.value, c.tickets\n    FROM {schema}.ticket_group_counts c
    WHERE c.kind = '{kind}'{departments}"
    );
    if let Keys::AnyOf(keys) = &query.reach.keys {
        let owned = select.owned("c", keys);
        let strays = select.stray(keys, schema);
        let others = select.owned("t", keys);
        let departments = select.departments(query, "t");
        let value = value(by);
        parts += &format!(
            "\n      AND {owned}
    UNION ALL
    SELECT {value}, 1
    FROM {schema}.tickets t
    WHERE NOT t.hidden
      AND t.id IN ({strays})
      AND ({others}) IS NOT TRUE{departments}"
        );
    }
    select.sql = format!(
        "SELECT nullif(p.value, '') AS key, sum(p.tickets)::int8 AS tickets
FROM (\n    {parts}\n) p(value, tickets)
GROUP BY 1
HAVING sum(p.tickets) <> 0"
    );
    select
}

fn value(by: Divided) -> &'static str {
    match by {
        Divided::Customer => "coalesce(t.customer::text, '')",
        Divided::Organisation => "coalesce(t.organisation::text, '')",
        Divided::Channel => "t.channel",
        Divided::Tag => "unnest(CASE t.tags WHEN '{}' THEN '{\"\"}' ELSE t.tags END)",
    }
}

impl Divided {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Customer => "customer",
            Self::Organisation => "organisation",
            Self::Channel => "channel",
            Self::Tag => "tag",
        }
    }
}

impl Select {
    /// What is asked of departments besides keys.
    fn departments(&mut self, query: &TicketQuery, of: &str) -> String {
        let asked = (!query.department.is_empty()).then_some(&query.department);
        let all = asked
            .into_iter()
            .map(|ids| ids.iter().map(|id| id.0).collect::<Vec<_>>());
        let within = query
            .reach
            .within
            .iter()
            .map(|ids| ids.iter().map(|id| id.0).collect());
        let all: Vec<_> = all.chain(within).collect();
        let conditions = all.into_iter().map(|ids| {
            let ids = self.param(ids, Type::UUID_ARRAY);
            format!("\n      AND {of}.department = ANY ({ids})")
        });
        conditions.collect()
    }
}
