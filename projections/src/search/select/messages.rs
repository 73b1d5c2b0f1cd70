//! The messages that tell why a ticket was found.

use super::{Asked, Schemas};
use crate::search::document::Mark;
use crate::search::terms::phrase_query;
use crate::select::Select;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// The messages of tickets that the search finds, as far as they may be read.
pub(in crate::search) fn messages(
    asked: &Asked<'_>,
    schemas: Schemas<'_>,
    tickets: &[Uuid],
) -> Select {
    let mut select = Select::new(String::new());
    select.by_value = true;
    let ids = select.param(tickets.to_vec(), Type::UUID_ARRAY);
    let (seen, common) = asked.sights();
    let mut queries = Vec::new();
    for group in asked.terms.wanted() {
        let leads = Mark::leads(&seen.marks(group.within));
        let terms = group.terms.iter().filter(|_| !leads.is_empty());
        let query = terms.map(|term| match &term.phrase {
            Some(words) => phrase_query(words, &leads),
            None => term.found.query(&leads),
        });
        let query = query.collect::<Vec<_>>().join(" | ");
        if !query.is_empty() {
            queries.push(select.matches("p.words", query));
        }
    }
    if queries.is_empty() {
        queries.push("false".to_owned());
    }
    let read = match seen == common {
        true => "true".to_owned(),
        false => format!("({})", select.reached(&asked.query.internal).join(" AND ")),
    };
    let counted: Vec<_> = queries.iter().map(|q| format!("({q})::int")).collect();
    select.sql = MESSAGES
        .replace("{ids}", &ids)
        .replace("{any}", &queries.join(" OR "))
        .replace("{counted}", &counted.join(" + "))
        .replace("{read}", &read)
        .replace("{search}", schemas.search)
        .replace("{tickets}", schemas.tickets);
    select
}

/// Few of each ticket: those with most of the words, the newest first.
const MESSAGES: &str = "
SELECT p.ticket, p.id, p.ordered, p.edited, p.internal
FROM unnest({ids}) h(id)
CROSS JOIN LATERAL (
    SELECT p.ticket, p.id, p.ordered, max(p.edited) AS edited, p.internal,
           max({counted}) AS matched
    FROM {search}.parts p
    JOIN {tickets}.tickets t ON t.id = p.ticket
    WHERE p.ticket = h.id
      AND p.kind IN ('m', 'n')
      AND ({any})
      AND (NOT p.internal OR {read})
    GROUP BY p.ticket, p.id, p.ordered, p.internal
    ORDER BY matched DESC, p.ordered DESC
    LIMIT 3
) p
ORDER BY p.ticket, p.matched DESC, p.ordered DESC";
