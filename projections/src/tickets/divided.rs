//! Tickets divided by customer, organisation, channel, tag or field, from counts that the projection
//! keeps.

use super::{TicketQuery, Tickets, is_impossible};
use crate::projection::Projection;
use crate::select::Select;
use crate::{ReadError, ReadModels};
use domain::FieldId;
use domain::access::Keys;
use domain::field::{FieldValue, MAX_LEVELS};
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
    /// Of a field with choices, of yes and no, or of somebody: a list counts for each of its items,
    /// or with `path` as a whole, its items with `/` between.
    Field {
        id: FieldId,
        path: bool,
    },
}

impl ReadModels {
    /// Asks how many tickets there are of each kind: `chart` makes that of what selects `key`, a
    /// text that is null where tickets have nothing, of a field where they have anything, and
    /// `tickets`, given the schemas of the `others`; customers who were merged count for those whom they
    /// became a part of, if they are among the others. `None` where the counts cannot tell it.
    pub(crate) async fn divided(
        &self,
        query: &TicketQuery,
        by: Divided,
        others: &[&'static str],
        chart: impl Fn(&mut Select, &[Arc<str>]),
    ) -> Result<Option<Vec<Row>>, ReadError> {
        let known = query.priority.is_empty() || by.knows_priorities();
        if !known || !query.asks_marks_alone() {
            return Ok(None);
        }
        if is_impossible(query) {
            return Ok(Some(Vec::new()));
        }
        let read: Vec<_> = [Tickets::NAME].iter().chain(others).copied().collect();
        let asked = self.joined(&read, |schemas| {
            let mut select = counted(query, by, schemas);
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
    for (id, value) in &details.fields {
        groups.extend(valued(*id, value));
    }
    groups
}

/// The groups of a field's value; numbers are in none, nor are texts that nobody chose.
fn valued(id: FieldId, value: &FieldValue) -> Vec<(Divided, String)> {
    let (items, path) = match value {
        FieldValue::Integer(_) | FieldValue::Number(_) => return Vec::new(),
        FieldValue::List(items) if items.is_empty() => return Vec::new(),
        FieldValue::Bool(yes) => (vec![yes.to_string()], None),
        FieldValue::Text(text) => (vec![text.clone()], None),
        FieldValue::List(items) => {
            let path = (items.len() <= MAX_LEVELS).then(|| items.join("/"));
            (items.clone(), path)
        }
    };
    let of = |path, values: Vec<String>| {
        let any = [String::new()].into_iter();
        let chosen = values.into_iter().filter(|value| is_chosen(value));
        any.chain(chosen)
            .map(move |value| (Divided::Field { id, path }, value))
    };
    let paths = path.into_iter().flat_map(|path| of(true, vec![path]));
    of(false, items).chain(paths).collect()
}

/// Whether it may be a key or an id, or a path of keys: what is written freely may be as long as an
/// index cannot hold, and as many as there are tickets.
fn is_chosen(text: &str) -> bool {
    let is_key = |part: &str| {
        let mut letters = part.bytes();
        (1..=50).contains(&part.len())
            && letters.all(|b| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-'))
    };
    text.split('/').all(is_key)
}

fn counted(query: &TicketQuery, by: Divided, schemas: &[Arc<str>]) -> Select {
    let mut select = Select::new(String::new());
    let schema = &schemas[0];
    let asked = select.departments(query, "c") + &select.priorities(query, "c");
    let kind = by.kind();
    let mut parts = format!(
        "SELECT c.value, c.tickets\n    FROM {schema}.ticket_group_counts c
    WHERE c.kind = '{kind}'{asked}"
    );
    if let Keys::AnyOf(keys) = &query.reach.keys {
        let owned = select.owned("c", keys);
        let strays = select.stray(keys, schema);
        let others = select.owned("t", keys);
        let asked = select.departments(query, "t") + &select.priorities(query, "t");
        let value = value(by);
        parts += &format!(
            "\n      AND {owned}
    UNION ALL
    SELECT {value}, 1
    FROM {schema}.tickets t
    WHERE NOT t.hidden
      AND t.id IN ({strays})
      AND ({others}) IS NOT TRUE{asked}"
        );
    }
    // divided once: customers may be many
    let (key, merged) = match (by, &schemas[1..]) {
        (Divided::Customer, [customers]) => (
            "coalesce(m.merged_into::text, nullif(p.value, ''))",
            format!(
                "\nLEFT JOIN {customers}.customers m ON m.id::text = p.value AND m.merged_into IS NOT NULL"
            ),
        ),
        _ => ("nullif(p.value, '')", String::new()),
    };
    select.sql = format!(
        "SELECT {key} AS key, sum(p.tickets)::int8 AS tickets
FROM (\n    {parts}\n) p(value, tickets){merged}
GROUP BY 1
HAVING sum(p.tickets) <> 0"
    );
    select
}

fn value(by: Divided) -> String {
    match by {
        Divided::Customer => "coalesce(t.customer::text, '')".to_owned(),
        Divided::Organisation => "coalesce(t.organisation::text, '')".to_owned(),
        Divided::Channel => "t.channel".to_owned(),
        Divided::Tag => "unnest(CASE t.tags WHEN '{}' THEN '{\"\"}' ELSE t.tags END)".to_owned(),
        Divided::Field { id, path } => format!(
            "unnest((
        SELECT array_prepend(''::text, array_agg(x.item))
        FROM (SELECT t.fields::jsonb -> '{id}') v(value), LATERAL ({}) x(item, nr)
        HAVING count(*) > 0
    ))",
            items(path)
        ),
    }
}

/// What selects the values that a field's `v.value` holds, and the place of each; as a `path` a list
/// is one value.
pub(crate) fn items(path: bool) -> &'static str {
    if path { PATH } else { ITEMS }
}

const ITEMS: &str = "
    SELECT i.item, i.nr
    FROM jsonb_array_elements_text(
        CASE jsonb_typeof(v.value) WHEN 'array' THEN v.value ELSE '[]' END
    ) WITH ORDINALITY i(item, nr)
    UNION ALL
    SELECT v.value #>> '{}', 1
    WHERE jsonb_typeof(v.value) <> 'array'";

const PATH: &str = "
    SELECT string_agg(i.item, '/' ORDER BY i.nr), 1
    FROM jsonb_array_elements_text(
        CASE jsonb_typeof(v.value) WHEN 'array' THEN v.value ELSE '[]' END
    ) WITH ORDINALITY i(item, nr)
    HAVING count(*) > 0";

impl Divided {
    /// As the table of counts calls it.
    pub(super) fn kind(self) -> String {
        match self {
            Self::Customer => "customer".to_owned(),
            Self::Organisation => "organisation".to_owned(),
            Self::Channel => "channel".to_owned(),
            Self::Tag => "tag".to_owned(),
            Self::Field { id, path: false } => id.to_string(),
            Self::Field { id, path: true } => format!("{id}/"),
        }
    }

    /// Whether it is counted priority by priority, which would be too many of some.
    pub(super) fn knows_priorities(self) -> bool {
        !matches!(self, Self::Customer | Self::Organisation)
    }
}

impl Select {
    /// What is asked of priorities.
    fn priorities(&mut self, query: &TicketQuery, of: &str) -> String {
        if query.priority.is_empty() {
            return String::new();
        }
        let ids: Vec<_> = query.priority.iter().map(|id| id.0).collect();
        let ids = self.param(ids, Type::UUID_ARRAY);
        format!("\n      AND {of}.priority = ANY ({ids})")
    }

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
