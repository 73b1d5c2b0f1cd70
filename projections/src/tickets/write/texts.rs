//! Writes what texts are compared by, and the values of custom fields.

use super::{column, fields_changed};
use crate::statements::Statements;
use crate::text::searchable;
use crate::tickets::draft::Draft;
use crate::tickets::parts::{folded, json};

impl Statements {
    pub(super) fn save_subjects(&mut self, drafts: &[&Draft]) {
        let changed: Vec<_> = (drafts.iter().copied())
            .filter(|d| d.before.is_none() || d.subject_changed)
            .collect();
        if !changed.is_empty() {
            let columns = vec![
                column(&changed, |d, _| d.id),
                column(&changed, |_, t| searchable(&t.subject)),
            ];
            self.push(SAVE_SUBJECTS, columns);
        }
    }

    pub(super) fn save_descriptions(&mut self, drafts: &[&Draft]) {
        let told = |d: &Draft| {
            let details = d.ticket.details.as_deref();
            details.is_some_and(|t| !t.description.is_empty())
        };
        let changed: Vec<_> = (drafts.iter().copied())
            .filter(|d| d.description_changed || (d.before.is_none() && told(d)))
            .collect();
        if !changed.is_empty() {
            let columns = vec![
                column(&changed, |d, _| d.id),
                column(&changed, |_, t| searchable(&t.description)),
            ];
            self.push(SAVE_DESCRIPTIONS, columns);
        }
    }

    pub(super) fn save_fields(&mut self, drafts: &[&Draft]) {
        let changed = |d: &Draft| {
            d.ticket
                .details
                .as_deref()
                .is_some_and(|t| fields_changed(d, t))
        };
        let changed: Vec<_> = drafts.iter().copied().filter(|d| changed(d)).collect();
        if !changed.is_empty() {
            let columns = vec![
                column(&changed, |d, _| d.id),
                column(&changed, |_, t| json(&t.fields)),
                column(&changed, |_, t| folded(&t.fields)),
            ];
            self.push(SAVE_FIELDS, columns);
        }
    }
}

const SAVE_SUBJECTS: &str = "
INSERT INTO ticket_subjects (id, search)
SELECT unnest($1::uuid[]), unnest($2::text[])
ON CONFLICT (id) DO UPDATE
SET search = excluded.search";

const SAVE_DESCRIPTIONS: &str = "
INSERT INTO ticket_descriptions (id, search)
SELECT unnest($1::uuid[]), unnest($2::text[])
ON CONFLICT (id) DO UPDATE
SET search = excluded.search";

const SAVE_FIELDS: &str = "
INSERT INTO ticket_fields (id, fields, folded)
SELECT unnest($1::uuid[]), unnest($2::text[])::jsonb, unnest($3::text[])::jsonb
ON CONFLICT (id) DO UPDATE
SET fields = excluded.fields, folded = excluded.folded";
