//! Custom fields on a ticket: where the rules of fields meet the ticket's state.

use super::Details;
use crate::aggregate::{Context, FieldError};
use crate::condition::TicketFacts;
use crate::field::{self, FieldValues, Sheet};
use crate::{Audience, Catalog};

impl Details {
    /// What conditions may ask of it.
    #[must_use]
    pub fn facts<'a>(&'a self, catalog: &'a Catalog) -> TicketFacts<'a> {
        let status = catalog.statuses.get(self.status.0);
        let status = status.and_then(|entry| entry.setting.value.as_ref());
        TicketFacts {
            status: self.status,
            status_category: status.map(|status| status.category),
            priority: self.priority,
            department: self.department,
            assignees: &self.assignees,
            tags: &self.tags,
            channel: self.channel,
            subject: &self.subject,
            description: &self.description,
            requester: self.customer,
            organisation: self.organisation,
            due_at: self.due_at,
            fields: &self.fields,
        }
    }

    /// The values that `audience` may see, in the order of the department's form.
    #[must_use]
    pub fn visible_fields<'a>(
        &'a self,
        catalog: &'a Catalog,
        audience: &Audience,
    ) -> Vec<(&'a field::Field, &'a field::FieldValue)> {
        if self.fields.is_empty() {
            return Vec::new();
        }
        let seen = field::visible(&self.facts(catalog), &self.fields, catalog, audience);
        seen.into_iter()
            .map(|(_, field, value)| (field, value))
            .collect()
    }

    /// The defaults of the fields that are shown and have no value.
    pub(super) fn field_defaults(&self, catalog: &Catalog) -> FieldValues {
        let facts = self.facts(catalog);
        field::defaults(&self.sheet(&facts, catalog), catalog)
    }

    fn sheet<'a>(&'a self, facts: &'a TicketFacts<'a>, catalog: &'a Catalog) -> Sheet<'a> {
        let department = self.department.and_then(|id| catalog.department(id));
        Sheet {
            facts,
            values: &self.fields,
            form: department.and_then(|d| d.form.as_deref()),
        }
    }
}

/// The gaps and faults that `after` has and `before` had not.
pub(super) fn new_faults(
    before: Option<&Details>,
    after: &Details,
    context: &Context<'_>,
) -> Vec<FieldError> {
    let catalog = context.catalog;
    let audience = Audience::of(&context.actor, catalog);
    let facts = after.facts(catalog);
    let sheet = after.sheet(&facts, catalog);
    let Some(before) = before else {
        return field::check(None, &sheet, catalog, &audience);
    };
    let facts = before.facts(catalog);
    let earlier = before.sheet(&facts, catalog);
    field::check(Some(&earlier), &sheet, catalog, &audience)
}
