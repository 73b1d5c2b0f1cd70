//! The filters of a query as SQL.

use super::super::draft::Role;
use super::super::{Snoozed, TicketQuery};
use super::source::{Source, people};
use crate::select::{EARLIEST, Select};
use crate::text::contains_pattern;
use domain::field::FieldValue;
use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tokio_postgres::types::Type;
use uuid::Uuid;

impl Select {
    pub(super) fn one_of(&mut self, column: &str, ids: impl IntoIterator<Item = impl Into<Uuid>>) {
        let ids: Vec<Uuid> = ids.into_iter().map(Into::into).collect();
        match ids[..] {
            [] => {}
            [id] => {
                let id = self.param(id, Type::UUID);
                self.and(&format!("{column} = {id}"));
            }
            _ => {
                let ids = self.param(ids, Type::UUID_ARRAY);
                self.and(&format!("{column} = ANY ({ids})"));
            }
        }
    }

    pub(super) fn attributes(&mut self, query: &TicketQuery, source: Source<'_>) {
        let column = match source {
            Source::Assignees(_) => "o.status",
            _ => "t.status",
        };
        match source {
            Source::Statuses => self.and("t.status = r.status"),
            _ => self.one_of(column, query.status.iter().map(|s| s.0)),
        }
        if !query.not_status.is_empty() {
            let ids: Vec<_> = query.not_status.iter().map(|s| s.0).collect();
            let ids = self.param(ids, Type::UUID_ARRAY);
            self.and(&format!("{column} <> ALL ({ids})"));
        }
        self.one_of("t.priority", query.priority.iter().map(|p| p.0));
        self.one_of("t.department", query.department.iter().map(|d| d.0));
    }

    pub(super) fn assignees(&mut self, query: &TicketQuery, source: Source<'_>, schema: &str) {
        let members: Vec<_> = query.assignee.iter().map(|m| m.0).collect();
        let driving = matches!(source, Source::Assignees(_));
        if !members.is_empty() && !driving {
            let members = self.param(members, Type::UUID_ARRAY);
            if query.include_deleted || query.include_merged {
                self.and(&format!("t.assignees && {members}"));
            } else {
                self.and(&format!(
                    "EXISTS (SELECT FROM {schema}.ticket_assignees a
               WHERE a.member = ANY ({members}) AND a.status = t.status
                 AND a.created_at = t.created_at AND a.id = t.id)"
                ));
            }
        }
        match query.unassigned {
            Some(true) => self.and("t.assignees = '{}'"),
            Some(false) => self.and("t.assignees <> '{}'"),
            None => {}
        }
    }

    /// Every tag must be there.
    pub(super) fn tags(&mut self, query: &TicketQuery, source: Source<'_>, schema: &str) {
        if query.tag.is_empty() || matches!(source, Source::Tags(_)) {
            return;
        }
        let tags: Vec<_> = query.tag.iter().map(|t| t.trim().to_lowercase()).collect();
        let first = tags[0].clone();
        let all = self.param(tags, Type::TEXT_ARRAY);
        self.and(&format!("t.tags @> {all}"));
        if !query.include_deleted && !query.include_merged {
            let first = self.param(first, Type::TEXT);
            self.and(&format!(
                "EXISTS (SELECT FROM {schema}.ticket_tags g
               WHERE g.tag = {first} AND g.created_at = t.created_at AND g.id = t.id)"
            ));
        }
    }

    pub(super) fn moments(&mut self, query: &TicketQuery, source: Source<'_>) {
        let created = match source {
            Source::Tickets | Source::Statuses => "t.created_at",
            _ => "o.created_at",
        };
        let due = "coalesce(t.due_at, 'infinity')";
        self.moment(created, ">=", query.created_from);
        self.moment(created, "<", query.created_to);
        self.moment(due, ">=", query.due_from);
        self.moment(due, "<", query.due_to);
        self.snoozed(query);
        if query.due_from.is_some() {
            self.and("t.due_at IS NOT NULL");
        }
    }

    fn moment(&mut self, column: &str, than: &str, at: Option<Timestamp>) {
        if let Some(at) = at {
            let at = self.param(at.max(EARLIEST), Type::TIMESTAMPTZ);
            self.and(&format!("{column} {than} {at}"));
        }
    }

    fn snoozed(&mut self, query: &TicketQuery) {
        match query.snoozed {
            Some(Snoozed::At(now)) => {
                self.moment("t.snoozed_until", ">", Some(now));
                self.by_value = true;
            }
            Some(Snoozed::NotAt(now)) => {
                let now = self.param(now.max(EARLIEST), Type::TIMESTAMPTZ);
                self.and(&format!(
                    "(t.snoozed_until IS NULL OR t.snoozed_until <= {now})"
                ));
            }
            None => {}
        }
    }

    /// Those who stand in no table of the order are looked for in the narrow one.
    pub(super) fn people(&mut self, query: &TicketQuery, source: Source<'_>, schema: &str) {
        let roles = [Role::Requester, Role::Organisation, Role::Cc, Role::Watcher];
        for role in roles {
            let ids = people(query, role);
            let driving = matches!(source, Source::People(of, _) if of == role);
            if ids.is_empty() || driving {
                continue;
            }
            let (ids, role) = (self.param(ids, Type::UUID_ARRAY), role.as_str());
            self.and(&format!(
                "EXISTS (SELECT FROM {schema}.ticket_people p
               WHERE p.who = ANY ({ids}) AND p.role = '{role}'
                 AND p.created_at = t.created_at AND p.id = t.id)"
            ));
            self.by_value = true;
        }
    }

    /// Every field must have one of its values. All stand in one row, and those with one value
    /// alone are looked for together: the index then finds what has them all.
    pub(super) fn fields(&mut self, query: &TicketQuery, schema: &str) {
        if query.fields.is_empty() {
            return;
        }
        let (mut all, mut wanted) = (Map::new(), Vec::new());
        for filter in &query.fields {
            let field = filter.field.to_string();
            let values: Vec<_> = filter.possible().map(FieldValue::to_json).collect();
            match &values[..] {
                [value] if !all.contains_key(&field) => {
                    all.insert(field, value.clone());
                }
                _ => {
                    let any = values
                        .into_iter()
                        .map(|value| json!({ field.as_str(): value }));
                    let any: Vec<_> = any.map(|value| self.holds(&value)).collect();
                    wanted.push(format!("({})", any.join(" OR ")));
                }
            }
        }
        if !all.is_empty() {
            wanted.push(self.holds(&all.into()));
        }
        let wanted = wanted.join(" AND ");
        let narrow = format!("{schema}.ticket_fields f WHERE {wanted}");
        self.and(&format!("t.id IN (SELECT f.id FROM {narrow})"));
        self.by_value = true;
    }

    fn holds(&mut self, values: &Value) -> String {
        let values = self.param(values.to_string(), Type::TEXT);
        format!("f.fields @> {values}::jsonb")
    }

    pub(super) fn words(&mut self, query: &TicketQuery, schema: &str) {
        if let Some(found) = self.subject(query.text.as_deref(), schema) {
            self.and(&format!("t.id IN ({found})"));
        }
        let Some(search) = &query.search else {
            return;
        };
        let subject = self.subject(Some(&search.text), schema);
        let numbered = search.number.map(|number| {
            let number = self.param(number, Type::INT8);
            format!("SELECT n.id FROM {schema}.tickets n WHERE n.number = {number}")
        });
        let found: Vec<_> = subject.into_iter().chain(numbered).collect();
        if !found.is_empty() {
            self.and(&format!("t.id IN ({})", found.join(" UNION ALL ")));
        }
    }

    /// The tickets with `text` in their subjects; `None` when nothing is left to look for.
    fn subject(&mut self, text: Option<&str>, schema: &str) -> Option<String> {
        let pattern = text.and_then(contains_pattern)?;
        let pattern = self.param(pattern, Type::TEXT);
        self.by_value = true;
        let narrow = format!("{schema}.ticket_subjects s WHERE s.search LIKE {pattern}");
        Some(format!("SELECT s.id FROM {narrow}"))
    }
}
