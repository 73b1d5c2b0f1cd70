//! Reach told by departments: tickets whose department's key is held, which may be most, and the few
//! others that lie under a key of somebody's own, or call upon a department that does not own them.

use crate::select::Select;
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
        self.stray_by(keys, schema, "")
    }

    /// The same but for what is under the key that `known` selects, unless that is a customer's or
    /// an organisation's own, or called upon.
    pub(super) fn stray_beside(
        &mut self,
        keys: &BTreeSet<Uuid>,
        schema: &str,
        known: &str,
    ) -> String {
        let strays = self.stray_by(keys, schema, &format!("\n            EXCEPT {known}"));
        format!(
            "{strays}    UNION ALL
        SELECT p.id FROM {schema}.ticket_people p
        WHERE p.who = ({known}) AND p.role IN ('requester', 'organisation')
    "
        )
    }

    fn stray_by(&mut self, keys: &BTreeSet<Uuid>, schema: &str, but: &str) -> String {
        let held = self.param(held(keys), Type::UUID_ARRAY);
        format!(
            "
        SELECT k.id FROM {schema}.ticket_keys k
        WHERE k.key = ANY (ARRAY (
            SELECT h.key FROM unnest({held}) h(key)
            EXCEPT SELECT c.department FROM {schema}.ticket_counts c{but}
        ))
        UNION ALL
        SELECT p.id FROM {schema}.ticket_people p
        WHERE p.who = ANY ({held}) AND p.role = 'mentioned'
    "
        )
    }
}

/// The keys but that of tickets without a department, under which lie many.
pub(super) fn held(keys: &BTreeSet<Uuid>) -> Vec<Uuid> {
    let held = keys.iter().copied();
    held.filter(|key| *key != *UNROUTED).collect()
}
