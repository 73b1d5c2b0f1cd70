//! Reach told by departments: tickets whose department's key is held, which may be most, and the few
//! others that lie under a key of somebody's own, or call upon a department that does not own them.

use super::super::TicketQuery;
use crate::select::{EARLIEST, Select};
use domain::access::UNROUTED;
use std::collections::BTreeSet;
use tokio_postgres::types::Type;
use uuid::Uuid;

impl Select {
    /// Whether the key of the department of what `of` stands for is held.
    pub(crate) fn owned(&mut self, of: &str, keys: &BTreeSet<Uuid>) -> String {
        let held = self.param(held(keys), Type::UUID_ARRAY);
        match keys.contains(&*UNROUTED) {
            true => format!("({of}.department = ANY ({held}) OR {of}.department IS NULL)"),
            false => format!("{of}.department = ANY ({held})"),
        }
    }

    /// What selects the ids of all tickets that may lie under a key other than that of their
    /// department; some of them under that too.
    pub(crate) fn stray(&mut self, keys: &BTreeSet<Uuid>, schema: &str) -> String {
        self.stray_by(keys, schema, ("", ["", ""]))
    }

    /// The same, of those that were created when the query asks for.
    pub(super) fn stray_of(
        &mut self,
        query: &TicketQuery,
        keys: &BTreeSet<Uuid>,
        schema: &str,
    ) -> String {
        let created = [(">=", query.created_from), ("<", query.created_to)];
        let mut within = [String::new(), String::new()];
        for (than, at) in created {
            let Some(at) = at else { continue };
            let at = self.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
            for (of, within) in ["k", "p"].iter().zip(&mut within) {
                *within += &format!(" AND {of}.created_at {than} {at}");
            }
        }
        self.stray_by(keys, schema, ("", [&within[0], &within[1]]))
    }

    /// The same but for what is under the key that `known` selects, unless that is a customer's or
    /// an organisation's own, or called upon.
    pub(super) fn stray_beside(
        &mut self,
        keys: &BTreeSet<Uuid>,
        schema: &str,
        known: &str,
    ) -> String {
        let but = format!("\n            EXCEPT {known}");
        let strays = self.stray_by(keys, schema, (&but, ["", ""]));
        format!(
            "{strays}    UNION ALL
        SELECT p.id FROM {schema}.ticket_people p
        WHERE p.who = ({known}) AND p.role IN ('requester', 'organisation')
    "
        )
    }

    /// But for keys `but`, and as far as it holds of `k` and `p` besides.
    fn stray_by(
        &mut self,
        keys: &BTreeSet<Uuid>,
        schema: &str,
        (but, [of_k, of_p]): (&str, [&str; 2]),
    ) -> String {
        let held = self.param(held(keys), Type::UUID_ARRAY);
        format!(
            "
        SELECT k.id FROM {schema}.ticket_keys k
        WHERE k.key = ANY (ARRAY (
            SELECT h.key FROM unnest({held}) h(key)
            EXCEPT SELECT c.department FROM {schema}.ticket_counts c{but}
        )){of_k}
        UNION ALL
        SELECT p.id FROM {schema}.ticket_people p
        WHERE p.who = ANY ({held}) AND p.role = 'mentioned'{of_p}
    "
        )
    }
}

/// The keys but that of tickets without a department, under which lie many.
pub(super) fn held(keys: &BTreeSet<Uuid>) -> Vec<Uuid> {
    let held = keys.iter().copied();
    held.filter(|key| *key != *UNROUTED).collect()
}
