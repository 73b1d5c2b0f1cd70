//! Pages in the order of settings: the tickets of one status after those of another.

use super::super::TicketQuery;
use super::super::cursor::Key;
use super::order::Order;
use super::parted::{Page, Side};
use crate::select::{EARLIEST, Select};
use jiff::Timestamp;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Where the tickets of one setting begin.
struct Begin {
    setting: Uuid,
    place: i64,
    created_at: Timestamp,
    id: Uuid,
}

impl Page<'_> {
    /// Those of one setting after those of another, and then those of none that is known; each by
    /// creation.
    pub fn ranked(&self, column: &str, query: &TicketQuery, select: &mut Select) {
        let side = self.place().map(|(place, _)| match place {
            Some(_) => Side::With,
            None => Side::Without,
        });
        let known = |select: &mut Select| self.known(column, query, select);
        let unknown = |select: &mut Select| self.unknown(column, query, select);
        self.one_after_the_other(side, (known, unknown), select);
    }

    /// The cursor's place, and when its ticket was created.
    fn place(&self) -> Option<(Option<i64>, Timestamp)> {
        match self.cursor?.key {
            Key::Rank(place, at) => Some((place, at)),
            _ => None,
        }
    }

    fn known(&self, column: &str, query: &TicketQuery, select: &mut Select) -> String {
        let begins = self.begins(query);
        let settings: Vec<_> = begins.iter().map(|begin| begin.setting).collect();
        let places: Vec<_> = begins.iter().map(|begin| begin.place).collect();
        let moments: Vec<_> = begins.iter().map(|begin| begin.created_at).collect();
        let tickets: Vec<_> = begins.iter().map(|begin| begin.id).collect();
        let from = [
            select.param(settings, Type::UUID_ARRAY),
            select.param(places, Type::INT8_ARRAY),
            select.param(moments, Type::TIMESTAMPTZ_ARRAY),
            select.param(tickets, Type::UUID_ARRAY),
        ];
        let than = self.order.than(self.backwards());
        let own = [
            Some(format!("{column} = r.setting")),
            Some(format!("(t.created_at, t.id) {than} (r.created_at, r.id)")),
        ];
        let clause = self.order.spelled(CREATED, self.backwards());
        let part = self.part("r.place", &own, &clause);
        let (from, limit) = (from.join(", "), self.limit);
        format!(
            "SELECT p.*\nFROM unnest({from}) r(setting, place, created_at, id)
CROSS JOIN LATERAL (\n{part}\n) p\nLIMIT {limit}"
        )
    }

    /// The settings from the cursor on: its own from its ticket on, the others from their first.
    fn begins(&self, query: &TicketQuery) -> Vec<Begin> {
        let falls = self.falls();
        let at = self.place().and_then(|(place, at)| Some((place?, at)));
        let passed = |place: i64| match at {
            Some((at, _)) if falls => place > at,
            Some((at, _)) => place < at,
            None => false,
        };
        let begin = |(place, setting): (i64, &Uuid)| {
            let (created_at, id) = match (at, self.cursor) {
                (Some((at, created_at)), Some(cursor)) if at == place => (created_at, cursor.id),
                _ if falls => (Timestamp::MAX, Uuid::max()),
                _ => (EARLIEST, Uuid::nil()),
            };
            Begin {
                setting: *setting,
                place,
                created_at,
                id,
            }
        };
        let places = (1..).zip(&query.ranks);
        let left = places.filter(|(place, _)| !passed(*place)).map(begin);
        let mut begins: Vec<_> = left.collect();
        if falls {
            begins.reverse();
        }
        begins
    }

    fn unknown(&self, column: &str, query: &TicketQuery, select: &mut Select) -> String {
        let all = select.param(query.ranks.clone(), Type::UUID_ARRAY);
        let unknown = Some(format!("({column} = ANY ({all})) IS NOT TRUE"));
        let from = self.cursor.zip(self.place());
        let beyond = match from {
            Some((cursor, (None, at))) => Some(self.beyond(CREATED, (at, cursor.id), select)),
            _ => None,
        };
        let clause = self.order.spelled(CREATED, self.backwards());
        self.part("NULL::bigint", &[unknown, beyond], &clause)
    }
}

impl Select {
    /// Everything at once in the order of settings.
    pub(super) fn all_ranked(&mut self, column: &str, order: &Order, query: &TicketQuery) {
        let ranks = self.param(query.ranks.clone(), Type::UUID_ARRAY);
        let (falls, unknown) = match order.falls(false) {
            true => (" DESC", "(-1)"),
            false => ("", "9223372036854775807"),
        };
        let place = format!("coalesce(array_position({ranks}, {column})::bigint, {unknown})");
        self.sql += &format!("\nORDER BY {place}{falls}, t.created_at{falls}, t.id{falls}");
    }
}

const CREATED: (&str, &str) = ("t.created_at", "t.id");
