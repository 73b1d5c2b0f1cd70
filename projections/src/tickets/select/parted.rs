//! Pages that are read in parts: each part from an index that has it in order, and the next one
//! only where the page is not full yet. Sorting all that is found would take as long as it is long.
//!
//! The parts of a `UNION ALL` and the rows of a lateral join are taken one after the other: no
//! part with a `LIMIT` is ever run side by side with others. A property test of pages and orders
//! holds that.

use super::super::cursor::{Cursor, Key};
use super::order::Order;
use crate::select::Select;
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// What is selected, before the value that the order compares.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub columns: &'a str,
    /// From where, and by which filters.
    pub body: &'a str,
    pub order: &'a Order,
    pub cursor: Option<&'a Cursor>,
    pub limit: u16,
}

/// In which of two parts the cursor stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Among those with the value.
    With,
    /// Among those without, which come after.
    Without,
}

impl Page<'_> {
    /// In one part.
    pub fn whole(&self, select: &mut Select) {
        let (columns, told, body) = (self.columns, self.order.told(), self.body);
        select.sql = format!("SELECT {columns}, {told} AS sort_key\n{body}");
        if let Some(cursor) = self.cursor {
            self.order.begin(cursor, select);
        }
        let clause = self.order.clause(self.backwards());
        select.sql += &format!("{clause}\nLIMIT {}", self.limit);
    }

    /// Those with the value, by it, and then those without, by their ids.
    pub fn valued(&self, select: &mut Select) {
        let side = self.cursor.map(|cursor| match cursor.key {
            Key::Moment(None) => Side::Without,
            _ => Side::With,
        });
        let with = |select: &mut Select| self.with_moment(select);
        let without = |select: &mut Select| {
            let missing = format!("{} IS NULL", self.order.value());
            self.without(side, ("NULL::timestamptz", missing), select)
        };
        self.one_after_the_other(side, (with, without), select);
    }

    fn with_moment(&self, select: &mut Select) -> String {
        let by = (self.order.value(), "t.id");
        let beyond = match self.cursor.map(|cursor| (&cursor.key, cursor.id)) {
            Some((Key::Moment(Some(at)), id)) => Some(self.beyond(by, (*at, id), select)),
            _ => None,
        };
        let there = Some(format!("{} IS NOT NULL", self.order.value()));
        let clause = self.order.spelled(by, self.backwards());
        self.part(self.order.value(), &[there, beyond], &clause)
    }

    /// Those of which `missing` holds, by their ids; what they tell as their value is `told`.
    pub fn without(
        &self,
        side: Option<Side>,
        (told, missing): (&str, String),
        select: &mut Select,
    ) -> String {
        let from = self.cursor.filter(|_| side == Some(Side::Without));
        let beyond = from.map(|cursor| {
            let id = select.param(cursor.id, Type::UUID);
            format!("t.id {} {id}", self.order.than(self.backwards()))
        });
        let clause = format!("\nORDER BY t.id {}", self.way());
        self.part(told, &[Some(missing), beyond], &clause)
    }

    /// Whatever lies beyond the cursor of what comes first, and then of what comes second.
    pub fn one_after_the_other(
        &self,
        side: Option<Side>,
        (with, without): (
            impl Fn(&mut Select) -> String,
            impl Fn(&mut Select) -> String,
        ),
        select: &mut Select,
    ) {
        let parts = match (self.backwards(), side) {
            (false, Some(Side::Without)) => vec![without(select)],
            (true, Some(Side::With)) => vec![with(select)],
            (false, _) => vec![with(select), without(select)],
            (true, _) => vec![without(select), with(select)],
        };
        select.sql = match &parts[..] {
            [part] => part.clone(),
            parts => {
                let parts: Vec<_> = parts.iter().map(|part| format!("({part})")).collect();
                format!("{}\nLIMIT {}", parts.join("\nUNION ALL\n"), self.limit)
            }
        };
    }

    pub fn part(&self, told: &str, conditions: &[Option<String>], clause: &str) -> String {
        let conditions: String = (conditions.iter().flatten())
            .map(|condition| format!("\n  AND {condition}"))
            .collect();
        let (columns, body, limit) = (self.columns, self.body, self.limit);
        format!("SELECT {columns}, {told} AS sort_key\n{body}{conditions}{clause}\nLIMIT {limit}")
    }

    pub fn beyond(
        &self,
        (key, id): (&str, &str),
        (at, last): (Timestamp, Uuid),
        select: &mut Select,
    ) -> String {
        let at = select.param(at, Type::TIMESTAMPTZ);
        let last = select.param(last, Type::UUID);
        let than = self.order.than(self.backwards());
        format!("({key}, {id}) {than} ({at}, {last})")
    }

    pub fn way(&self) -> &'static str {
        if self.falls() { "DESC" } else { "ASC" }
    }

    pub fn backwards(&self) -> bool {
        self.cursor.is_some_and(|cursor| cursor.backwards)
    }

    pub fn falls(&self) -> bool {
        self.order.falls(self.backwards())
    }
}
