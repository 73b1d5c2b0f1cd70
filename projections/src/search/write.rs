//! Writes what a batch changes about tickets: a few set-based statements, sent together.

use super::draft::{Change, Drafts, Part, PartKey, Searched};
use crate::projection::Phase;
use crate::statements::{Statements, column};
use deadpool_postgres::Transaction;
use uuid::Uuid;

/// Brings the tables to what the drafts say. Documents are made once the bulk is there.
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
    if phase == Phase::Live {
        statements.save_documents(&changed, drafts);
    }
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
        let saved: Vec<(&PartKey, &Part)> = (drafts.parts.iter())
            .filter_map(|(key, part)| Some((key, part.as_ref()?)))
            .collect();
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
        let of = |change: Change| {
            let shown = tickets.iter().filter(|(_, ticket)| !ticket.is_hidden());
            let ids = shown.filter(move |(_, ticket)| ticket.change == change);
            ids.copied().collect::<Vec<_>>()
        };
        let hidden: Vec<_> = tickets.iter().filter(|(_, t)| t.is_hidden()).collect();
        if !hidden.is_empty() {
            self.push(DROP_DOCUMENTS, vec![column(&hidden, |(id, _)| **id)]);
        }
        let anew = of(Change::Anew);
        if !anew.is_empty() {
            let columns = vec![
                column(&anew, |(id, _)| **id),
                column(&anew, |(_, t)| t.created_at),
                column(&anew, |(_, t)| t.customer),
            ];
            self.push(SAVE_DOCUMENTS, columns);
        }
        let moved = of(Change::Row);
        if !moved.is_empty() {
            let columns = vec![
                column(&moved, |(id, _)| **id),
                column(&moved, |(_, t)| t.customer),
            ];
            self.push(MOVE_DOCUMENTS, columns);
        }
        self.lengthen(&of(Change::Longer), drafts);
    }

    fn lengthen(&mut self, longer: &[Ticket<'_>], drafts: &Drafts) {
        let ids: Vec<Uuid> = longer.iter().map(|(id, _)| **id).collect();
        let added: Vec<(&PartKey, &Part)> = (drafts.parts.iter())
            .filter(|(key, _)| ids.binary_search(&key.0).is_ok())
            .filter_map(|(key, part)| Some((key, part.as_ref()?)))
            .collect();
        if !added.is_empty() {
            let columns = vec![
                column(&added, |(key, _)| key.0),
                column(&added, |(_, p)| p.words.clone()),
                column(longer, |(id, _)| **id),
                column(longer, |(_, t)| t.customer),
            ];
            self.push(LENGTHEN_DOCUMENTS, columns);
        }
    }
}

const SAVE_TICKETS: &str = "
INSERT INTO searched_tickets (id, position, number, created_at, customer, deleted, merged)
SELECT n.id, n.position, n.number, n.created_at, n.customer, n.deleted, n.merged
FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::timestamptz[], $5::uuid[], $6::boolean[],
            $7::boolean[])
     n(id, position, number, created_at, customer, deleted, merged)
ON CONFLICT (id) DO UPDATE
SET position = excluded.position, customer = excluded.customer, deleted = excluded.deleted,
    merged = excluded.merged";

const DROP_PARTS: &str = "
DELETE FROM parts p
USING unnest($1::uuid[], $2::text[], $3::uuid[]) o(ticket, kind, id)
WHERE p.ticket = o.ticket
  AND p.kind = o.kind
  AND p.id = o.id";

const SAVE_PARTS: &str = "
INSERT INTO parts (ticket, kind, id, ordered, edited, internal, label, words)
SELECT n.ticket, n.kind, n.id, n.ordered, n.edited, n.internal, n.label, n.words::tsvector
FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bigint[], $5::bigint[], $6::boolean[],
            $7::text[], $8::text[])
     n(ticket, kind, id, ordered, edited, internal, label, words)
ON CONFLICT (ticket, kind, id) DO UPDATE
SET edited = excluded.edited, internal = excluded.internal, label = excluded.label,
    words = excluded.words";

const DROP_DOCUMENTS: &str = "
DELETE FROM documents
WHERE id = ANY ($1)";

const SAVE_DOCUMENTS: &str = "
INSERT INTO documents (id, created_at, customer, doc)
SELECT n.id, n.created_at, n.customer, document_of(n.id)
FROM unnest($1::uuid[], $2::timestamptz[], $3::uuid[]) n(id, created_at, customer)
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
        WHEN length(d.doc) + length(a.words) <= 16000 THEN d.doc || a.words
        ELSE document_of(d.id)
    END
FROM (
    SELECT a.ticket, joined(strip(a.words::tsvector)) AS words
    FROM unnest($1::uuid[], $2::text[]) a(ticket, words)
    GROUP BY a.ticket
) a
JOIN unnest($3::uuid[], $4::uuid[]) n(id, customer) ON n.id = a.ticket
WHERE d.id = a.ticket";
