//! The stays and responses of the tickets that a query finds.

use super::Analytics;
use crate::projection::Projection;
use crate::select::Select;
use crate::tickets::{Tickets, is_impossible};
use crate::{ReadError, ReadModels, TicketQuery};
use domain::access::Keys;
use std::sync::Arc;
use tokio_postgres::Row;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// Where stays and responses are looked for.
pub(super) struct Lives<'a> {
    pub schema: &'a str,
    by: By<'a>,
}

enum By<'a> {
    /// By what they are marked with themselves; the schema of the list tells reach.
    Marks(&'a TicketQuery, &'a str),
    /// By the tickets that this selects the ids of.
    Tickets(String),
}

impl ReadModels {
    /// Asks about what happened to the tickets that the query finds. What is asked for often is
    /// written on stays and responses themselves; for anything else all tickets are found first.
    pub(super) async fn lived(
        &self,
        query: &TicketQuery,
        chart: impl Fn(&mut Select, &Lives<'_>),
    ) -> Result<Vec<Row>, ReadError> {
        if !query.asks_marks_alone() {
            let id = |_: &str| "t.id".to_owned();
            let chart = |select: &mut Select, others: &[Arc<str>]| {
                let by = By::Tickets(std::mem::take(&mut select.sql));
                let schema = &others[0];
                chart(select, &Lives { schema, by });
            };
            return self.charted(query, id, &[Analytics::NAME], chart).await;
        }
        if is_impossible(query) {
            return Ok(Vec::new());
        }
        self.joined(&[Tickets::NAME, Analytics::NAME], |schemas| {
            let mut select = Select::new(String::new());
            let (by, schema) = (By::Marks(query, &schemas[0]), &schemas[1]);
            chart(&mut select, &Lives { schema, by });
            select.by_value = true; // few or many are found
            select.whole = true;
            select
        })
        .await
    }
}

impl Lives<'_> {
    /// What stands before the parts of a `WITH`: `,` is their end.
    pub(super) fn with(&self) -> String {
        match &self.by {
            By::Marks(..) => "WITH ".to_owned(),
            By::Tickets(found) => format!("WITH found AS (\n{found}\n), "),
        }
    }

    /// The table as `of`, with a `WHERE` to which more can be added.
    pub(super) fn from(&self, table: &str, of: &str, select: &mut Select) -> String {
        let schema = self.schema;
        match &self.by {
            By::Tickets(_) => format!(
                "FROM found f\n    JOIN {schema}.{table} {of} ON {of}.ticket = f.id\n    WHERE true"
            ),
            By::Marks(query, list) => {
                let marked = marked(query, (of, list), select);
                format!("FROM {schema}.{table} {of}\n    WHERE NOT {of}.hidden{marked}")
            }
        }
    }
}

/// What the query asks of what is marked, reach by keys included.
fn marked(query: &TicketQuery, (of, list): (&str, &str), select: &mut Select) -> String {
    let mut all = asked_of_marks(query, of, select);
    if let Keys::AnyOf(keys) = &query.reach.keys {
        let (owned, stray) = (select.owned(of, keys), select.stray(keys, list));
        all += &format!("\n      AND ({owned} OR {of}.ticket IN ({stray}))");
    }
    all
}

/// What the query asks of what is marked, whatever keys are held.
pub(super) fn asked_of_marks(query: &TicketQuery, of: &str, select: &mut Select) -> String {
    let mut all = String::new();
    let mut one_of = |select: &mut Select, column: &str, ids: Vec<Uuid>| {
        if !ids.is_empty() {
            let ids = select.param(ids, Type::UUID_ARRAY);
            all += &format!("\n      AND {of}.{column} = ANY ({ids})");
        }
    };
    let departments = |ids: &[domain::DepartmentId]| ids.iter().map(|id| id.0).collect();
    let priorities = query.priority.iter().map(|id| id.0).collect();
    one_of(select, "priority", priorities);
    one_of(select, "department", departments(&query.department));
    if let Some(within) = &query.reach.within {
        // nothing is within no departments
        let within: Vec<_> = within.iter().map(|id| id.0).collect();
        let within = select.param(within, Type::UUID_ARRAY);
        all += &format!("\n      AND {of}.department = ANY ({within})");
    }
    all
}
