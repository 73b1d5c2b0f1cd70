//! Search as it is asked for.

use super::best::Hit;
use super::cursor::Cursor;
use super::query::FoundMessage;
use super::select::{self, Asked, Schemas};
use super::shelves::Shelf;
use super::terms::{Group, Terms};
use super::{SearchHit, SearchPage, SearchQuery, Searched, corrections};
use crate::projection::Projection;
use crate::select::Select;
use crate::tickets::Tickets;
use crate::{ReadError, ReadModels};
use domain::{MessageId, TicketId};
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::Arc;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

const USUAL_LIMIT: u16 = 20;
const MOST: u16 = 200;
/// Fewer tickets than these, and words may have been mistyped.
const FEW: i64 = 3;
/// Both read models, in the order of [`Schemas`].
pub(super) const BOTH: [&str; 2] = [Searched::NAME, Tickets::NAME];

impl ReadModels {
    /// The tickets that answer a search best. Those that come later neither repeat nor hide others
    /// on later pages.
    pub async fn search(&self, query: &SearchQuery) -> Result<SearchPage, ReadError> {
        let cursor = query.cursor.as_deref().map(Cursor::read).transpose()?;
        let mut terms = Terms::of(query);
        let nothing = terms.0.is_empty() && query.filters.is_empty();
        if query.reach.is_nothing() || nothing {
            return Ok(SearchPage::default());
        }
        let shelves = self.shelves().await?;
        let page = self.page(query, &terms, &shelves, cursor).await?;
        if page.total >= FEW {
            return Ok(page);
        }
        let corrections = corrections::correct(self, query, &mut terms, &shelves).await?;
        if corrections.is_empty() {
            return Ok(page);
        }
        let corrected = self.page(query, &terms, &shelves, cursor).await?;
        if corrected.total <= page.total {
            return Ok(page);
        }
        Ok(SearchPage {
            corrections,
            ..corrected
        })
    }

    async fn page(
        &self,
        query: &SearchQuery,
        terms: &Terms,
        shelves: &[Shelf],
        cursor: Option<Cursor>,
    ) -> Result<SearchPage, ReadError> {
        let people = self.people(query, terms).await?;
        let asked = Asked {
            query,
            terms,
            people: &people,
            shelves,
            few: false,
        };
        let limit = match query.limit {
            0 => USUAL_LIMIT,
            limit => limit.min(MOST),
        };
        let until = cursor.map_or_else(Timestamp::now, |cursor| cursor.until);
        let best = self.best(asked, until).await?;
        let mut ranked = best.ranked();
        if let Some(after) = cursor {
            ranked.retain(|hit| hit.is_after(after.score, after.id));
        }
        let shown = &ranked[..ranked.len().min(limit.into())];
        let last = shown.last().filter(|_| ranked.len() > shown.len());
        let next_cursor = last.map(|last| {
            let (id, score) = (last.id, last.score);
            Cursor { until, score, id }.spell()
        });
        Ok(SearchPage {
            items: self.hits(&asked, shown).await?,
            total: best.total,
            total_is_exact: best.total_is_exact,
            next_cursor,
            corrections: Vec::new(),
        })
    }

    async fn hits(&self, asked: &Asked<'_>, scored: &[Hit]) -> Result<Vec<SearchHit>, ReadError> {
        let ids: Vec<_> = scored.iter().map(|hit| hit.id).collect();
        let mut messages: HashMap<Uuid, Vec<FoundMessage>> = HashMap::new();
        if !ids.is_empty() && asked.terms.wanted().next().is_some() {
            let rows = self
                .searched(|schemas| select::messages(asked, schemas, &ids))
                .await?;
            for row in rows {
                messages.entry(row.get(0)).or_default().push(message(&row));
            }
        }
        let hits = scored.iter().map(|hit| SearchHit {
            ticket: TicketId(hit.id),
            score: hit.score,
            messages: messages.remove(&hit.id).unwrap_or_default(),
        });
        Ok(hits.collect())
    }

    /// The customers that each group finds, with those merged into them.
    async fn people(
        &self,
        query: &SearchQuery,
        terms: &Terms,
    ) -> Result<Vec<Vec<Uuid>>, ReadError> {
        let mut people = vec![Vec::new(); terms.0.len()];
        let asked: Vec<String> = terms.0.iter().map(Group::people_query).collect();
        if !query.customers || asked.iter().all(String::is_empty) {
            return Ok(people);
        }
        let rows = self
            .rows(Searched::NAME, |schema| {
                let mut select = Select::new(PEOPLE.replace("{search}", schema));
                select.param(asked.clone(), Type::TEXT_ARRAY);
                select.by_value = true;
                select
            })
            .await?;
        for row in rows {
            let group = usize::try_from(row.get::<_, i64>(0) - 1).unwrap_or_default();
            if let Some(people) = people.get_mut(group) {
                people.push(row.get(1));
            }
        }
        Ok(people)
    }

    pub(super) async fn searched(
        &self,
        select: impl Fn(Schemas<'_>) -> Select,
    ) -> Result<Vec<Row>, ReadError> {
        self.joined(&BOTH, |schemas: &[Arc<str>]| {
            select(Schemas {
                search: &schemas[0],
                tickets: &schemas[1],
            })
        })
        .await
    }
}

fn message(row: &Row) -> FoundMessage {
    FoundMessage {
        message: MessageId(row.get(1)),
        position: row.get(2),
        edited: row.get(3),
        internal: row.get(4),
    }
}

const PEOPLE: &str = "
SELECT g.place, p.id
FROM unnest($1::text[]) WITH ORDINALITY g(query, place)
CROSS JOIN LATERAL (
    SELECT f.id
    FROM {search}.people f
    WHERE f.words @@ g.query::tsquery
    UNION ALL
    SELECT m.id
    FROM {search}.people f
    JOIN {search}.people m ON m.merged_into = f.id
    WHERE f.words @@ g.query::tsquery
) p
WHERE g.query <> ''";
