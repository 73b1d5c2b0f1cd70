//! Writes what a batch changes about tickets: a few set-based statements, sent together.

use super::draft::{Change, Drafts, Part, PartKey, Searched};
use super::shelves::shelf_of;
use super::spelled::unspelled;
use super::vector::Vector;
use crate::projection::Phase;
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;
use std::collections::HashMap;
use uuid::Uuid;

/// What is said beyond so many forms of a ticket is not kept, part by part.
const MOST_FORMS: usize = 18_000;

/// Brings the tables to what the drafts say. Shelves are told of once the bulk is there, so that
/// batches side by side do not wait for each other.
pub(super) async fn write(
    tx: &Transaction<'_>,
    drafts: &Drafts,
    phase: Phase,
) -> Result<(), tokio_postgres::Error> {
    let changed: Vec<_> = (drafts.tickets.iter())
        .filter(|(_, ticket)| ticket.change != Change::Nothing)
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut statements = Statements::default();
    statements.save_tickets(&changed);
    statements.save_parts(drafts);
    statements.save_documents(&changed, drafts);
    if phase == Phase::Live {
        statements.save_shelves(&changed);
    }
    statements.save_near(&unspelled(tx, drafts).await?);
    statements.send(tx).await
}

type Ticket<'a> = (&'a Uuid, &'a Searched);

impl Statements {
    fn save_tickets(&mut self, tickets: &[Ticket<'_>]) {
        let columns = vec![
            column(tickets, |(id, _)| **id),
            column(tickets, |(_, t)| t.position),
            column(tickets, |(_, t)| t.number),
            column(tickets, |(_, t)| t.created_at),
            column(tickets, |(_, t)| t.customer),
            column(tickets, |(_, t)| t.deleted),
            column(tickets, |(_, t)| t.merged),
        ];
        self.push(SAVE_TICKETS, columns);
    }

    /// Where tickets came, from nowhere or from being hidden.
    fn save_shelves(&mut self, tickets: &[Ticket<'_>]) {
        let mut come = shown(tickets, Change::Begun);
        come.extend(shown(tickets, Change::Anew));
        if !come.is_empty() {
            let columns = vec![
                column(&come, |(_, t)| shelf_of(t.number)),
                column(&come, |(_, t)| t.created_at),
            ];
            self.push(SAVE_SHELVES, columns);
        }
    }

    fn save_parts(&mut self, drafts: &Drafts) {
        let gone: Vec<&PartKey> = (drafts.parts.iter())
            .filter_map(|(key, part)| part.is_none().then_some(key))
            .collect();
        if !gone.is_empty() {
            let columns = vec![
                column(&gone, |key| key.0),
                column(&gone, |key| key.1.letter()),
                column(&gone, |key| key.2),
            ];
            self.push(DROP_PARTS, columns);
        }
        let saved: Vec<(&PartKey, &Part)> = kept(drafts).collect();
        if !saved.is_empty() {
            let columns = vec![
                column(&saved, |(key, _)| key.0),
                column(&saved, |(key, _)| key.1.letter()),
                column(&saved, |(key, _)| key.2),
                column(&saved, |(_, p)| p.ordered),
                column(&saved, |(_, p)| p.edited),
                column(&saved, |(_, p)| p.internal),
                column(&saved, |(_, p)| p.label.clone()),
                column(&saved, |(_, p)| p.words.clone()),
            ];
            self.push(SAVE_PARTS, columns);
        }
    }

    fn save_documents(&mut self, tickets: &[Ticket<'_>], drafts: &Drafts) {
        let hidden: Vec<_> = tickets.iter().filter(|(_, t)| t.is_hidden()).collect();
        if !hidden.is_empty() {
            self.push(DROP_DOCUMENTS, vec![column(&hidden, |(id, _)| **id)]);
        }
        self.begin(&shown(tickets, Change::Begun), drafts);
        let anew = shown(tickets, Change::Anew);
        if !anew.is_empty() {
            let columns = vec![
                column(&anew, |(id, _)| **id),
                column(&anew, |(_, t)| shelf_of(t.number)),
                column(&anew, |(_, t)| t.created_at),
                column(&anew, |(_, t)| t.customer),
            ];
            self.push(MAKE_DOCUMENTS, columns);
        }
        let moved = shown(tickets, Change::Row);
        if !moved.is_empty() {
            let columns = vec![
                column(&moved, |(id, _)| **id),
                column(&moved, |(_, t)| t.customer),
            ];
            self.push(MOVE_DOCUMENTS, columns);
        }
        self.lengthen(&shown(tickets, Change::Longer), drafts);
    }

    /// Tickets all of whose parts are at hand.
    fn begin(&mut self, begun: &[Ticket<'_>], drafts: &Drafts) {
        if begun.is_empty() {
            return;
        }
        let mut parts: HashMap<Uuid, Vec<(&PartKey, &Part)>> = HashMap::new();
        for (key, part) in kept(drafts) {
            parts.entry(key.0).or_default().push((key, part));
        }
        let documents: Vec<_> = begun
            .iter()
            .map(|(id, t)| document(shelf_of(t.number), parts.remove(*id).unwrap_or_default()))
            .collect();
        let columns = vec![
            column(begun, |(id, _)| **id),
            column(begun, |(_, t)| shelf_of(t.number)),
            column(begun, |(_, t)| t.created_at),
            column(begun, |(_, t)| t.customer),
            Box::new(documents),
        ];
        self.push(SAVE_DOCUMENTS, columns);
    }

    fn lengthen(&mut self, longer: &[Ticket<'_>], drafts: &Drafts) {
        let shelves: HashMap<Uuid, i64> = longer
            .iter()
            .map(|(id, t)| (**id, shelf_of(t.number)))
            .collect();
        let added: Vec<(&PartKey, &Part, i64)> = kept(drafts)
            .filter_map(|(key, part)| Some((key, part, *shelves.get(&key.0)?)))
            .collect();
        if !added.is_empty() {
            let columns = vec![
                column(&added, |(key, ..)| key.0),
                column(&added, |(_, p, shelf)| shelved(*shelf, p.words.forms())),
                column(longer, |(id, _)| **id),
                column(longer, |(_, t)| t.customer),
            ];
            self.push(LENGTHEN_DOCUMENTS, columns);
        }
    }
}

fn shown<'a>(tickets: &[Ticket<'a>], change: Change) -> Vec<Ticket<'a>> {
    let shown = tickets.iter().filter(|(_, ticket)| !ticket.is_hidden());
    shown.filter(|(_, t)| t.change == change).copied().collect()
}

fn kept(drafts: &Drafts) -> impl Iterator<Item = (&PartKey, &Part)> {
    let parts = drafts.parts.iter();
    parts.filter_map(|(key, part)| Some((key, part.as_ref()?)))
}

/// What `document_of` makes of the same parts.
fn document(shelf: i64, mut parts: Vec<(&PartKey, &Part)>) -> Vector {
    parts.sort_unstable_by_key(|((_, kind, id), part)| (part.ordered, kind.letter(), *id));
    let mut forms = Vec::new();
    for (_, part) in parts {
        if forms.len() + part.words.len() > MOST_FORMS {
            in_order(&mut forms); // some may be the same
        }
        if forms.len() + part.words.len() <= MOST_FORMS {
            forms.extend(part.words.forms());
        }
    }
    shelved(shelf, forms)
}

fn shelved<'a>(shelf: i64, forms: impl IntoIterator<Item = &'a [u8]>) -> Vector {
    let mut forms: Vec<_> = forms.into_iter().collect();
    in_order(&mut forms);
    Vector::of(&shelf.to_string(), forms.into_iter().map(|form| (form, [])))
}

/// Each form once. Those of a part are in order already, which makes it quick.
fn in_order(forms: &mut Vec<&[u8]>) {
    forms.sort();
    forms.dedup();
}

const SAVE_TICKETS: &str = "
INSERT INTO searched_tickets (id, position, number, created_at, customer, deleted, merged)
SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::bigint[]), unnest($4::timestamptz[]),
       unnest($5::uuid[]), unnest($6::boolean[]), unnest($7::boolean[])
ON CONFLICT (id) DO UPDATE
SET position = excluded.position, customer = excluded.customer, deleted = excluded.deleted,
    merged = excluded.merged";

const SAVE_SHELVES: &str = "
INSERT INTO shelves (shelf, first, last)
SELECT n.shelf, min(n.at), max(n.at)
FROM unnest($1::bigint[], $2::timestamptz[]) n(shelf, at)
GROUP BY n.shelf
ORDER BY n.shelf
ON CONFLICT (shelf) DO UPDATE
SET first = least(shelves.first, excluded.first), last = greatest(shelves.last, excluded.last)";

const DROP_PARTS: &str = "
DELETE FROM parts p
USING unnest($1::uuid[], $2::text[], $3::uuid[]) o(ticket, kind, id)
WHERE p.ticket = o.ticket
  AND p.kind = o.kind
  AND p.id = o.id";

const SAVE_PARTS: &str = "
INSERT INTO parts (ticket, kind, id, ordered, edited, internal, label, words)
SELECT unnest($1::uuid[]), unnest($2::text[]), unnest($3::uuid[]), unnest($4::bigint[]),
       unnest($5::bigint[]), unnest($6::boolean[]), unnest($7::text[]), unnest($8::tsvector[])
ON CONFLICT (ticket, kind, id) DO UPDATE
SET edited = excluded.edited, internal = excluded.internal, label = excluded.label,
    words = excluded.words";

const DROP_DOCUMENTS: &str = "
DELETE FROM documents
WHERE id = ANY ($1)";

const SAVE_DOCUMENTS: &str = "
INSERT INTO documents (id, shelf, created_at, customer, doc)
SELECT unnest($1::uuid[]), unnest($2::bigint[]), unnest($3::timestamptz[]), unnest($4::uuid[]),
       unnest($5::tsvector[])
ON CONFLICT (id) DO UPDATE
SET customer = excluded.customer, doc = excluded.doc";

const MAKE_DOCUMENTS: &str = "
INSERT INTO documents (id, shelf, created_at, customer, doc)
SELECT n.id, n.shelf, n.created_at, n.customer, document_of(n.id, n.shelf)
FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::uuid[])
     n(id, shelf, created_at, customer)
ON CONFLICT (id) DO UPDATE
SET customer = excluded.customer, doc = excluded.doc";

const MOVE_DOCUMENTS: &str = "
UPDATE documents d
SET customer = n.customer
FROM unnest($1::uuid[], $2::uuid[]) n(id, customer)
WHERE d.id = n.id";

/// What comes last in the order is joined to the end of what is there, where all of it fits.
const LENGTHEN_DOCUMENTS: &str = "
UPDATE documents d
SET customer = n.customer,
    doc = CASE
        WHEN length(d.doc) + length(a.words) <= 18000 THEN d.doc || a.words
        ELSE document_of(d.id, d.shelf)
    END
FROM (
    SELECT a.ticket, joined(a.words) AS words
    FROM unnest($1::uuid[], $2::tsvector[]) a(ticket, words)
    GROUP BY a.ticket
) a
JOIN unnest($3::uuid[], $4::uuid[]) n(id, customer) ON n.id = a.ticket
WHERE d.id = a.ticket";
