//! What was found, with the parts that tell why.

use super::asked::{Asked, SearchHint};
use super::said::{Said, Words};
use crate::problem::Problem;
use crate::request::Reader;
use crate::tickets::Ticket;
use crate::types::Nullable;
use domain::TicketId;
use poem_openapi::Object;
use projections::{
    Correction, FoundMessage, Marker, SearchHit, SearchIn, SearchPage, SearchQuery, Segment,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

/// Tickets that were found, the best first.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SearchResults {
    pub items: Vec<SearchResult>,
    /// How many tickets were found within the caller's reach; at least so many where
    /// `total_is_exact` is false.
    pub total: i64,
    /// False where so many are found that older ones were neither ranked nor counted; `count_all`
    /// counts them.
    pub total_is_exact: bool,
    /// Send it as `cursor` for the next page; null on the last, and after the best thousand.
    pub next_cursor: Nullable<String>,
    /// Words that were taken for mistyped, because few tickets have them.
    pub corrections: Vec<SearchCorrection>,
    /// What of the text means nothing, or not what may have been intended.
    pub hints: Vec<SearchHint>,
}

/// A ticket that was found.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SearchResult {
    pub ticket: Ticket,
    /// The parts with what was looked for.
    pub matches: Vec<SearchMatch>,
}

/// A part of a ticket with what was looked for.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SearchMatch {
    /// `subject`, `description`, `tag`, `file`, `customer`, `message` or `note`, which is a message
    /// among the staff.
    pub part: String,
    /// The message, where it is one or a file of one.
    pub message_id: Nullable<Uuid>,
    /// The text around it as it was written, stretch by stretch.
    pub snippet: Vec<SearchSegment>,
}

/// A stretch of a text.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SearchSegment {
    pub text: String,
    /// Whether it is what was looked for.
    pub found: bool,
}

/// A word that was taken for mistyped.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct SearchCorrection {
    pub typed: String,
    /// What was looked for as well.
    pub meant: Vec<String>,
}

/// Looks the tickets up and marks what was found in them.
pub(super) async fn results(reader: &Reader, asked: Asked) -> Result<SearchResults, Problem> {
    let page = match asked.impossible {
        true => SearchPage::default(),
        false => found(reader, &asked.query).await?,
    };
    let marker = Marker::new(&asked.query, &page.corrections);
    let ids: Vec<TicketId> = page.items.iter().map(|hit| hit.ticket).collect();
    let rows = reader
        .state
        .app
        .read
        .tickets_found(&ids, &asked.query.reach)
        .await?;
    let tickets = Ticket::of_rows(reader, rows).await?;
    let said = Said::on(reader, &page.items).await?;
    let mut hits: HashMap<Uuid, SearchHit> = page
        .items
        .into_iter()
        .map(|hit| (hit.ticket.0, hit))
        .collect();
    let items = tickets.into_iter().filter_map(|ticket| {
        let hit = hits.remove(&ticket.id)?;
        let marking = Marking {
            marker: &marker,
            query: &asked.query,
        };
        let matches = marking.matches(&ticket, &hit, &said);
        Some(SearchResult { ticket, matches })
    });
    Ok(SearchResults {
        items: items.collect(),
        total: page.total,
        total_is_exact: page.total_is_exact,
        next_cursor: page.next_cursor.into(),
        corrections: page.corrections.into_iter().map(Into::into).collect(),
        hints: asked.hints,
    })
}

async fn found(reader: &Reader, query: &SearchQuery) -> Result<SearchPage, Problem> {
    reader.wait_for_tickets().await?;
    reader.wait_for("search").await?;
    Ok(reader.state.app.read.search(query).await?)
}

/// What marks the parts of tickets.
struct Marking<'a> {
    marker: &'a Marker,
    query: &'a SearchQuery,
}

impl Marking<'_> {
    fn matches(&self, ticket: &Ticket, hit: &SearchHit, said: &Said) -> Vec<SearchMatch> {
        let mut matches = Vec::new();
        let mut add = |part: &str, of: SearchIn, text: &str| {
            matches.extend(self.mark(part, of, None, text));
        };
        add("subject", SearchIn::Subject, &ticket.subject);
        add("description", SearchIn::Description, &ticket.description);
        if self.query.customers
            && let Nullable(Some(asked)) = &ticket.requester
        {
            for text in [&asked.name, &asked.email, &asked.organisation] {
                add(
                    "customer",
                    SearchIn::Customer,
                    text.0.as_deref().unwrap_or_default(),
                );
            }
        }
        if self.query.within.is_none() {
            for tag in &ticket.tags {
                matches.extend(self.mark("tag", SearchIn::Subject, None, tag));
            }
        }
        for file in &ticket.attachments {
            matches.extend(self.mark("file", SearchIn::Files, None, &file.name));
        }
        for message in &hit.messages {
            if let Some(words) = said.words(hit.ticket, message) {
                self.message(message, words, &mut matches);
            }
        }
        matches
    }

    fn message(&self, message: &FoundMessage, words: &Words, matches: &mut Vec<SearchMatch>) {
        let (part, of) = match (message.internal, self.query.within) {
            (true, Some(SearchIn::Notes)) => ("note", SearchIn::Notes),
            (true, _) => ("note", SearchIn::Messages),
            (false, _) => ("message", SearchIn::Messages),
        };
        let id = Some(message.message.0);
        matches.extend(self.mark(part, of, id, &words.body));
        for name in &words.files {
            matches.extend(self.mark("file", SearchIn::Files, id, name));
        }
    }

    fn mark(
        &self,
        part: &str,
        of: SearchIn,
        message: Option<Uuid>,
        text: &str,
    ) -> Option<SearchMatch> {
        let looked_at = self.query.within.is_none_or(|within| within == of);
        let from = of == SearchIn::Customer && !self.query.from.is_empty();
        let snippet = (looked_at || from).then(|| self.marker.snippet(text))??;
        Some(SearchMatch {
            part: part.to_owned(),
            message_id: message.into(),
            snippet: snippet.into_iter().map(Into::into).collect(),
        })
    }
}

impl From<Segment> for SearchSegment {
    fn from(segment: Segment) -> Self {
        Self {
            text: segment.text,
            found: segment.found,
        }
    }
}

impl From<Correction> for SearchCorrection {
    fn from(correction: Correction) -> Self {
        Self {
            typed: correction.typed,
            meant: correction.meant,
        }
    }
}
