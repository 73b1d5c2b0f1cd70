//! Counts that need not look at the tickets: what is asked of statuses, priorities, departments
//! and assignees alone is told by the sums that the projection keeps.

use super::super::{TicketGroup, TicketQuery};
use super::owned::held;
use crate::select::Select;
use domain::access::Keys;
use std::collections::BTreeSet;
use tokio_postgres::types::Type;
use uuid::Uuid;

/// What a count is divided by; each ticket once unless by assignees.
pub(super) type By = Option<TicketGroup>;

/// The count, if the sums can tell it.
pub(super) fn counted(query: &TicketQuery, by: By, schema: &str) -> Option<Select> {
    if !is_told(query, by) {
        return None;
    }
    let mut select = Select::new(String::new());
    let mut known = String::new();
    match &query.reach.keys {
        Keys::Every => select.summed(query, by, (schema, "")),
        Keys::AnyOf(keys) => {
            known = select.best(keys, schema);
            let owned = select.owned("t", keys);
            select.summed(query, by, (schema, ""));
            select.and(&owned);
            let owned_sums = std::mem::take(&mut select.sql);
            select.summed(query, by, (schema, "key_"));
            select.and("t.key = (SELECT b.key FROM best b)");
            select.and(&format!("({owned}) IS NOT TRUE"));
            let other_sums = std::mem::take(&mut select.sql);
            select.strays(query, (by, keys, &owned), schema);
            let strays = &select.sql;
            select.sql = format!("{owned_sums}\nUNION ALL\n{other_sums}\nUNION ALL\n{strays}");
            select.by_value = true;
        }
    }
    select.sql = match by {
        None => format!(
            "{known}SELECT coalesce(sum(c.tickets), 0)::bigint\nFROM (\n{}\n) c(tickets)",
            select.sql
        ),
        Some(_) => format!(
            "{known}SELECT c.part, sum(c.tickets)::bigint\nFROM (\n{}\n) c(tickets, part)
GROUP BY 1\nHAVING sum(c.tickets) <> 0",
            select.sql
        ),
    };
    Some(select)
}

/// Whether nothing is asked that the sums do not know.
pub(in crate::tickets) fn is_told(query: &TicketQuery, by: By) -> bool {
    let assignees = match query.assignee.len() {
        0 => true,
        // who else has the tickets of somebody is not told
        1 => by != Some(TicketGroup::Assignee) && query.unassigned.is_none(),
        _ => false,
    };
    assignees && query.asks_shelves_alone()
}

impl Select {
    /// The key of those held under which most is counted, departments aside.
    fn best(&mut self, keys: &BTreeSet<Uuid>, schema: &str) -> String {
        let keys = self.param(held(keys), Type::UUID_ARRAY);
        format!(
            "WITH best AS MATERIALIZED (
    SELECT k.key
    FROM {schema}.ticket_key_counts k
    WHERE k.key = ANY (ARRAY (
        SELECT h.key FROM unnest({keys}) h(key)
        EXCEPT SELECT c.department FROM {schema}.ticket_counts c
    ))
    GROUP BY k.key
    ORDER BY sum(k.tickets) DESC
    LIMIT 1
)
"
        )
    }

    /// Of every ticket, or of every one under each of the keys that are counted.
    fn summed(&mut self, query: &TicketQuery, by: By, (schema, under): (&str, &str)) {
        let of_members = by == Some(TicketGroup::Assignee) || !query.assignee.is_empty();
        let table = match of_members {
            true => "assigned_counts",
            false => "counts",
        };
        let part = match by {
            None => String::new(),
            Some(TicketGroup::Assignee) => ", t.member".to_owned(),
            Some(group) => format!(", {}", column(group)),
        };
        let table = format!("ticket_{under}{table}");
        self.sql = format!("SELECT t.tickets{part}\nFROM {schema}.{table} t\nWHERE true");
        if let [member] = query.assignee[..] {
            let member = self.param(member.0, Type::UUID);
            self.and(&format!("t.member = {member}"));
        }
        let assigned = match of_members {
            true => "t.member IS NOT NULL",
            false => "t.assigned",
        };
        match query.unassigned {
            Some(true) => self.and(&format!("NOT ({assigned})")),
            Some(false) => self.and(assigned),
            None => {}
        }
        self.asked_of_shelves(query);
    }

    /// Those within reach that another department owns, or none, and that the sums of the best key
    /// leave out: under another key of somebody's own, or where a department was mentioned. Few.
    fn strays(
        &mut self,
        query: &TicketQuery,
        (by, keys, owned): (By, &BTreeSet<Uuid>, &str),
        schema: &str,
    ) {
        let (part, members) = match by {
            None => (String::new(), ""),
            Some(TicketGroup::Assignee) => (
                ", m.id".to_owned(),
                "\nLEFT JOIN LATERAL unnest(t.assignees) m(id) ON true",
            ),
            Some(group) => (format!(", {}", column(group)), ""),
        };
        let strays = self.stray_beside(keys, schema, "SELECT b.key FROM best b");
        self.sql = format!(
            "SELECT 1{part}\nFROM {schema}.tickets t{members}
WHERE t.id IN ({strays})
  AND NOT t.hidden
  AND ({owned}) IS NOT TRUE
  AND (
      (SELECT b.key FROM best b) = ANY (t.keys)
      AND (
          (SELECT b.key FROM best b) = ANY (ARRAY[t.department, t.customer, t.organisation])
      ) IS NOT TRUE
  ) IS NOT TRUE"
        );
        if let [member] = query.assignee[..] {
            let member = self.param(member.0, Type::UUID);
            self.and(&format!("{member} = ANY (t.assignees)"));
        }
        match query.unassigned {
            Some(true) => self.and("t.assignees = '{}'"),
            Some(false) => self.and("t.assignees <> '{}'"),
            None => {}
        }
        self.asked_of_shelves(query);
    }

    /// The filters that tickets and sums know by the same names.
    fn asked_of_shelves(&mut self, query: &TicketQuery) {
        self.one_of("t.status", query.status.iter().map(|id| id.0));
        if !query.not_status.is_empty() {
            let ids: Vec<_> = query.not_status.iter().map(|id| id.0).collect();
            let ids = self.param(ids, Type::UUID_ARRAY);
            self.and(&format!("t.status <> ALL ({ids})"));
        }
        self.one_of("t.priority", query.priority.iter().map(|id| id.0));
        self.one_of("t.department", query.department.iter().map(|id| id.0));
        for limit in self.limits(&query.reach) {
            self.and(&limit);
        }
    }
}

fn column(group: TicketGroup) -> &'static str {
    match group {
        TicketGroup::Status => "t.status",
        TicketGroup::Priority => "t.priority",
        TicketGroup::Department => "t.department",
        TicketGroup::Assignee => "m.id",
    }
}
