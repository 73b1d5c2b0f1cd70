//! What a batch of events changes about the words of customers.

use super::document::Document;
use super::vector::Vector;
use crate::projection::ApplyError;
use crate::statements::{Statements, array_literal, column};
use deadpool_postgres::Transaction;
use domain::Recorded;
use domain::customer::CustomerEvent;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// The customers of a batch.
#[derive(Debug)]
pub(super) struct People(BTreeMap<Uuid, Person>);

/// One customer as they will be.
#[derive(Debug, Default)]
struct Person {
    position: i64,
    name: Option<String>,
    emails: Vec<String>,
    merged_into: Option<Uuid>,
    changed: bool,
}

impl People {
    pub(super) async fn load(
        tx: &Transaction<'_>,
        events: &[&Arc<Recorded>],
    ) -> Result<Self, tokio_postgres::Error> {
        let ids: Vec<_> = events.iter().map(|e| e.stream_id).collect();
        let statement = tx.prepare_cached(LOAD).await?;
        let rows = tx.query(&statement, &[&ids]).await?;
        let people = rows.iter().map(|row| {
            let person = Person {
                position: row.get(1),
                name: row.get(2),
                emails: row.get(3),
                merged_into: row.get(4),
                changed: false,
            };
            (row.get(0), person)
        });
        Ok(Self(people.collect()))
    }

    /// Folds one event in, unless the customer has it already.
    pub(super) fn fold(&mut self, event: &Recorded) -> Result<(), ApplyError> {
        let known = self.0.get(&event.stream_id);
        if known.is_some_and(|person| event.position <= person.position) {
            return Ok(());
        }
        let payload: CustomerEvent = event.decode()?;
        if known.is_none() && !matches!(payload, CustomerEvent::Created(_)) {
            let version = event.version;
            return Err(ApplyError::Gap { version });
        }
        let person = self.0.entry(event.stream_id).or_default();
        person.position = event.position;
        person.changed = true;
        person.fold(payload);
        Ok(())
    }

    /// Merges lead to the end, however many there were.
    pub(super) async fn write(&self, tx: &Transaction<'_>) -> Result<(), tokio_postgres::Error> {
        let changed: Vec<_> = self.0.iter().filter(|(_, person)| person.changed).collect();
        if changed.is_empty() {
            return Ok(());
        }
        let mut statements = Statements::default();
        let columns = vec![
            column(&changed, |(id, _)| **id),
            column(&changed, |(_, p)| p.position),
            column(&changed, |(_, p)| p.name.clone()),
            column(&changed, |(_, p)| array_literal(p.emails.iter())),
            column(&changed, |(_, p)| p.merged_into),
            column(&changed, |(_, p)| p.words()),
        ];
        statements.push(SAVE, columns);
        statements.send(tx).await
    }
}

impl Person {
    fn fold(&mut self, payload: CustomerEvent) {
        match payload {
            CustomerEvent::Created(profile) => {
                self.name = profile.name;
                self.emails = profile.emails;
            }
            CustomerEvent::Renamed { to, .. } => self.name = to,
            CustomerEvent::EmailsChanged { to, .. } => self.emails = to,
            CustomerEvent::Merged { into } => self.merged_into = Some(into.0),
            CustomerEvent::Absorbed { gained, .. } => {
                self.emails.extend(gained.emails);
                self.name = self.name.take().or(gained.name);
            }
            _ => {}
        }
    }

    /// Whoever was merged is found as whom they were merged into.
    fn words(&self) -> Vector {
        if self.merged_into.is_some() {
            return Vector::default();
        }
        let texts = self.name.iter().chain(&self.emails);
        Document::of_person(texts.map(String::as_str)).vector()
    }
}

const LOAD: &str = "
SELECT id, position, name, emails, merged_into
FROM people
WHERE id = ANY ($1)";

const SAVE: &str = "
INSERT INTO people (id, position, name, emails, merged_into, words)
SELECT n.id, n.position, n.name, n.emails::text[], n.merged_into, n.words
FROM unnest($1::uuid[], $2::bigint[], $3::text[], $4::text[], $5::uuid[], $6::tsvector[])
     n(id, position, name, emails, merged_into, words)
ON CONFLICT (id) DO UPDATE
SET position = excluded.position, name = excluded.name, emails = excluded.emails,
    merged_into = excluded.merged_into, words = excluded.words";
