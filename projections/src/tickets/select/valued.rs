//! Pages in the order of a custom field.

use super::super::cursor::{Key, value};
use super::condition::Places;
use super::parted::{Page, Side};
use crate::TicketQuery;
use crate::select::Select;
use domain::FieldId;
use tokio_postgres::types::Type;

/// The two parts of a list in the order of a field.
pub(super) struct OfField {
    /// Where those with a value `v` are selected from, with all filters.
    pub joined: String,
    /// What holds of tickets `t` without one.
    pub missing: String,
}

impl OfField {
    /// `body` selects the tickets `t` that the filters find.
    pub fn of(
        field: FieldId,
        (query, body): (&TicketQuery, &str),
        select: &mut Select,
        places: Places<'_>,
    ) -> Self {
        let schema = places.tickets;
        let id = select.param(field.0, Type::UUID);
        let shown = select.counts_where(query, places);
        let tickets = format!("FROM {schema}.tickets t");
        let values =
            format!("FROM {schema}.ticket_values v\nJOIN {schema}.tickets t ON t.id = v.id");
        let joined = body.replacen(&tickets, &values, 1);
        let key = select.param(field.to_string(), Type::TEXT);
        let has =
            format!("(SELECT f.fields ? {key} FROM {schema}.ticket_fields f WHERE f.id = t.id)");
        Self {
            joined: format!("{joined}\n  AND v.field = {id}\n  AND {shown}"),
            missing: format!("({shown} AND {has}) IS NOT TRUE"),
        }
    }
}

impl Page<'_> {
    /// Those with a value of the field, by it, and then those without, by their ids.
    pub fn of_field(&self, of: &OfField, select: &mut Select) {
        let side = self.cursor.map(|cursor| match cursor.key {
            Key::Value(None) => Side::Without,
            _ => Side::With,
        });
        let with = |select: &mut Select| {
            let joined = Page {
                body: &of.joined,
                ..*self
            };
            joined.with_value(select)
        };
        let without =
            |select: &mut Select| self.without(side, ("NULL::text", of.missing.clone()), select);
        self.one_after_the_other(side, (with, without), select);
    }

    fn with_value(&self, select: &mut Select) -> String {
        let from = self.cursor.and_then(|cursor| match &cursor.key {
            Key::Value(Some(text)) => Some((value(text)?, cursor.id)),
            _ => None,
        });
        let beyond = from.map(|((number, word), id)| {
            let number = select.param(number, Type::FLOAT8);
            let word = select.param(word.to_owned(), Type::TEXT);
            let id = select.param(id, Type::UUID);
            let than = self.order.than(self.backwards());
            format!("(v.number, v.word, v.id) {than} ({number}, {word}, {id})")
        });
        let way = self.way();
        let clause = format!("\nORDER BY v.number {way}, v.word {way}, v.id {way}");
        self.part("v.number::text || ' ' || v.word", &[beyond], &clause)
    }
}

impl Select {
    /// Everything at once in the order of a field: where it is selected from, and its order.
    pub(super) fn all_by_field(
        &mut self,
        (field, falls): (FieldId, bool),
        query: &TicketQuery,
        places: Places<'_>,
    ) {
        let schema = places.tickets;
        let id = self.param(field.0, Type::UUID);
        let shown = self.counts_where(query, places);
        let tickets = format!("FROM {schema}.tickets t");
        let values = format!(
            "{tickets}\nLEFT JOIN {schema}.ticket_values v
       ON v.id = t.id AND v.field = {id} AND {shown}"
        );
        let way = if falls { "DESC" } else { "ASC" };
        self.sql = self.sql.replacen(&tickets, &values, 1);
        self.sql += &format!("\nORDER BY v.id IS NULL, v.number {way}, v.word {way}, t.id {way}");
    }

    /// Where the field's value counts.
    fn counts_where(&mut self, query: &TicketQuery, places: Places<'_>) -> String {
        match &query.sort_where {
            Some(filter) => format!("({}) IS TRUE", self.holding(filter, places)),
            None => "true".to_owned(),
        }
    }
}
