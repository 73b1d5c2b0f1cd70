//! What search must find: every text read word by word in memory.

use super::super::oracle::folded;
use super::World;
use crate::search::{Group, Term, Terms, pieces};
use crate::{Correction, SearchIn, SearchQuery, TicketRow};
use domain::ticket::{Posted, TicketEvent, Visibility};
use domain::{MessageId, TicketId};
use eventstore::EventFilter;
use std::collections::HashMap;

/// A text of a ticket.
#[derive(Clone, Debug)]
pub struct Text {
    text: String,
    internal: bool,
    /// Which searches look at it, besides those of everything.
    of: Vec<SearchIn>,
    /// Of the ticket itself; stands with its subject.
    number: Option<i64>,
}

impl Text {
    fn new(of: &[SearchIn], text: &str) -> Self {
        Self {
            text: text.to_owned(),
            internal: false,
            of: of.to_vec(),
            number: None,
        }
    }
}

/// All texts of the tickets that are neither deleted nor merged.
pub async fn texts(world: &World) -> HashMap<TicketId, Vec<Text>> {
    let mut said = messages(world).await;
    let rows = folded(world).await;
    let shown = rows
        .into_iter()
        .filter(|row| !row.deleted && row.merged_into.is_none());
    let texts = shown.map(|row| {
        let mut texts = own(&row);
        texts.extend(said.remove(&row.id).unwrap_or_default());
        (row.id, texts)
    });
    texts.collect()
}

fn own(row: &TicketRow) -> Vec<Text> {
    let subject = Text {
        number: Some(row.number),
        ..Text::new(&[SearchIn::Subject], &row.subject)
    };
    let description = Text::new(&[SearchIn::Description], &row.description);
    let mut texts = vec![subject, description];
    texts.extend(row.tags.iter().map(|tag| Text::new(&[], tag)));
    let files = row.attachments.iter();
    texts.extend(files.map(|file| Text::new(&[SearchIn::Files], &file.name)));
    if let Some(asked) = &row.requester {
        let told = [&asked.name, &asked.email, &asked.organisation];
        let told: Vec<_> = told.into_iter().flatten().map(String::as_str).collect();
        texts.push(Text::new(&[SearchIn::Customer], &told.join("\n")));
    }
    texts
}

async fn messages(world: &World) -> HashMap<TicketId, Vec<Text>> {
    let all = EventFilter::categories(&["ticket"]);
    let events = world.store.read_filtered(0, 1_000_000, &all).await.unwrap();
    let mut said: HashMap<(TicketId, MessageId), Posted> = HashMap::new();
    for event in &events {
        let ticket = TicketId(event.stream_id);
        match event.decode().unwrap() {
            TicketEvent::MessagePosted(posted) => {
                said.insert((ticket, posted.message), *posted);
            }
            TicketEvent::MessageEdited(edited) => {
                said.get_mut(&(ticket, edited.message)).unwrap().body = edited.body;
            }
            TicketEvent::MessageRedacted { message, .. } => {
                said.remove(&(ticket, message));
            }
            _ => {}
        }
    }
    let mut texts: HashMap<TicketId, Vec<Text>> = HashMap::new();
    for ((ticket, _), posted) in said {
        texts.entry(ticket).or_default().extend(of_message(&posted));
    }
    texts
}

fn of_message(posted: &Posted) -> [Text; 2] {
    let internal = posted.visibility == Visibility::Internal;
    let names: Vec<_> = posted.files.iter().map(|file| file.name.as_str()).collect();
    let mut of = vec![SearchIn::Messages];
    of.extend(internal.then_some(SearchIn::Notes));
    let body = Text::new(&of, &posted.body);
    of.push(SearchIn::Files);
    let names = Text::new(&of, &names.join("\n"));
    [body, names].map(|text| Text { internal, ..text })
}

/// The tickets that the query finds, sorted. `access` tells whether a ticket may be read, and with
/// its internal messages.
pub fn found(
    texts: &HashMap<TicketId, Vec<Text>>,
    query: &SearchQuery,
    corrections: &[Correction],
    access: impl Fn(TicketId) -> Option<bool>,
) -> Vec<TicketId> {
    let terms = Terms::corrected(query, corrections);
    let found = texts.iter().filter(|(id, texts)| {
        access(**id).is_some_and(|internal| {
            let seen = |text: &&Text| {
                (internal || !text.internal) && (query.customers || text.of != [SearchIn::Customer])
            };
            let seen: Vec<_> = texts.iter().filter(seen).collect();
            !terms.0.is_empty() && terms.0.iter().all(|group| holds(group, &seen))
        })
    });
    let mut found: Vec<_> = found.map(|(id, _)| *id).collect();
    found.sort();
    found
}

fn holds(group: &Group, seen: &[&Text]) -> bool {
    let looked_at = |text: &&&Text| group.within.is_none_or(|within| text.of.contains(&within));
    let found = seen.iter().filter(looked_at).any(|text| {
        let numbered = |term: &Term| group.within.is_none() && is_number(term, text);
        group
            .terms
            .iter()
            .any(|term| is_in(term, text) || numbered(term))
    });
    found != group.excluded
}

fn is_in(term: &Term, text: &Text) -> bool {
    !term.marks(&pieces(&text.text)).is_empty()
}

fn is_number(term: &Term, text: &Text) -> bool {
    term.number.is_some() && term.number == text.number
}
