//! A condition as SQL: the second way to answer it, and the same answers as in memory.
//!
//! What is asked of a missing value is null and so does not hold; where an answer is turned round
//! that happens at the leaf, by `IS NOT TRUE`. So `NOT` never meets a null.

mod field;
mod fixed;
mod moment;

use crate::select::{EARLIEST, Select};
use domain::condition::{Asks, Bound, Condition, FieldShown, Filter, Leaf, Op, Path};
use domain::setting::StatusCategory;
use jiff::{SignedDuration, Timestamp};
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Where a condition finds what it asks about.
#[derive(Clone, Copy, Debug)]
pub(in crate::tickets) struct Places<'a> {
    /// Schema of the tickets.
    pub tickets: &'a str,
    /// Schema of the customers.
    pub customers: &'a str,
    /// Whether the tables that leave hidden tickets out list all that is looked for.
    pub narrow: bool,
}

impl Select {
    /// Only tickets `t` of which the condition holds.
    pub(super) fn condition(&mut self, filter: &Filter, places: Places<'_>) {
        let sql = self.holding(filter, places);
        self.and(&sql);
    }

    /// The condition of tickets `t`.
    pub(super) fn holding(&mut self, filter: &Filter, places: Places<'_>) -> String {
        let mut compiler = Compiler {
            select: self,
            filter,
            places,
        };
        let sql = compiler.compile(filter.condition(), true);
        self.by_value = true;
        sql
    }
}

const NEVER: &str = "false";

struct Compiler<'a> {
    select: &'a mut Select,
    filter: &'a Filter,
    places: Places<'a>,
}

impl<'a> Compiler<'a> {
    /// SQL that is true where the answer is `yes`, and false or null elsewhere.
    fn compile(&mut self, condition: &Condition, yes: bool) -> String {
        match condition {
            Condition::All { all } => self.each(all, yes, yes),
            Condition::Any { any } => self.each(any, yes, !yes),
            Condition::Not { not } => self.compile(not, !yes),
            Condition::Leaf(leaf) => self.leaf(leaf, yes),
        }
    }

    fn each(&mut self, parts: &[Condition], yes: bool, all: bool) -> String {
        let parts: Vec<_> = parts.iter().map(|part| self.compile(part, yes)).collect();
        joined(&parts, all)
    }

    fn leaf(&mut self, leaf: &Leaf, yes: bool) -> String {
        let yes = yes != leaf.is_negated();
        let Some(id) = leaf.path().field_id() else {
            let asked = self.fixed(leaf.path(), leaf.asks(), yes);
            return answered(asked, yes);
        };
        let filter: &'a Filter = self.filter;
        match filter.shown(id) {
            FieldShown::Never => answered(NEVER.to_owned(), yes),
            FieldShown::Always => answered(self.field(id, leaf.asks()), yes),
            FieldShown::If(condition) => {
                let shown = self.compile(condition, yes);
                let asked = answered(self.field(id, leaf.asks()), yes);
                joined(&[shown, asked], yes)
            }
        }
    }

    fn texts(&mut self, texts: &[String]) -> String {
        self.select.param(texts.to_vec(), Type::TEXT_ARRAY)
    }

    fn text(&mut self, text: &str) -> String {
        self.select.param(text.to_owned(), Type::TEXT)
    }

    fn ids(&mut self, ids: Vec<Uuid>) -> String {
        self.select.param(ids, Type::UUID_ARRAY)
    }

    fn at(&mut self, at: Timestamp) -> String {
        self.select.param(at.max(EARLIEST), Type::TIMESTAMPTZ)
    }

    /// Another moment of the ticket, so much later. An index knows who waits by the moments alone.
    fn later(&mut self, path: &Path, later: SignedDuration) -> String {
        if later.is_zero() {
            return moment::moment(path).to_owned();
        }
        let micros = i64::try_from(later.as_micros()).unwrap_or_default();
        let micros = self.select.param(micros, Type::INT8);
        let other = moment::moment(path);
        format!("({other} + {micros} * interval '1 microsecond')")
    }

    fn statuses(&mut self, of: &[StatusCategory]) -> String {
        let statuses = self.filter.statuses(of);
        self.ids(statuses.into_iter().map(|id| id.0).collect())
    }
}

fn answered(sql: String, yes: bool) -> String {
    if yes {
        sql
    } else {
        format!("({sql}) IS NOT TRUE")
    }
}

fn joined(parts: &[String], all: bool) -> String {
    match (parts, all) {
        ([], true) => "true".to_owned(),
        ([], false) => NEVER.to_owned(),
        (_, true) => format!("({})", parts.join(" AND ")),
        (_, false) => format!("({})", parts.join(" OR ")),
    }
}

/// How an ordered value is compared.
fn sign(op: Op) -> &'static str {
    match op {
        Op::Lt => "<",
        Op::Le => "<=",
        Op::Gt => ">",
        Op::Ge => ">=",
        _ => "=",
    }
}
