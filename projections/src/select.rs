//! A query with its parameters, built up filter by filter.

use jiff::Timestamp;
use tokio_postgres::types::{ToSql, Type};

/// Before this Postgres knows no moments.
pub(crate) const EARLIEST: Timestamp = Timestamp::constant(-200_000_000_000, 0);

/// SQL and what its parameters are.
pub(crate) struct Select {
    pub sql: String,
    pub params: Vec<(Box<dyn ToSql + Sync + Send>, Type)>,
    /// Whether the best plan depends on the values, so that it must be made for them each time.
    pub by_value: bool,
    /// Whether it reads most of a table, for which a plan may well go through the whole.
    pub whole: bool,
}

impl Select {
    /// A text without parameters yet, whose plan does not depend on them.
    pub(crate) fn new(sql: String) -> Self {
        Self {
            sql,
            params: Vec::new(),
            by_value: false,
            whole: false,
        }
    }

    /// Adds a parameter; its place in the text.
    pub(crate) fn param(&mut self, value: impl ToSql + Sync + Send + 'static, of: Type) -> String {
        self.params.push((Box::new(value), of));
        format!("${}", self.params.len())
    }

    pub(crate) fn and(&mut self, condition: &str) {
        self.sql += "\n  AND ";
        self.sql += condition;
    }
}

/// The moment that a cursor spells in microseconds; `None` when Postgres knows no such moment.
pub(crate) fn moment(micros: i64) -> Option<Timestamp> {
    let moment = Timestamp::from_microsecond(micros).ok();
    moment.filter(|at| *at >= EARLIEST)
}

/// The literal of `LIMIT`: a few steps, so that each does not need a plan of its own, and not a
/// parameter, which the planner would take for a tenth of the table. One more than the page
/// tells whether there is another.
pub(crate) fn fetched(limit: u16) -> u16 {
    let steps = [25, 50, 100, 200, 500, 1000];
    steps.into_iter().find(|s| *s >= limit).unwrap_or(1000) + 1
}
