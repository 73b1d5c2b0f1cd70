//! What the lines say of one custom field.

use std::collections::HashSet;

use domain::field::Field;
use domain::{Catalog, FieldId};

use crate::import::{fields::with_choices, plan::Plan};

/// What the lines say of one custom field.
#[derive(Debug)]
pub(super) struct Words {
    pub id: FieldId,
    /// Number of the line that filled it first; none when no line does.
    pub line: Option<u64>,
    /// As it is to be made where there is none, without choices.
    pub field: Field,
    /// Whether it has a choice for each text.
    pub has_choices: bool,
    /// All texts in the order of the lines; of a field without choices none.
    pub texts: Vec<String>,
    known: HashSet<String>,
}

/// Nothing yet, for each field of the plan.
pub(super) fn start(plan: &Plan<'_>, catalog: &Catalog) -> Vec<Words> {
    let others = catalog.fields.iter().count();
    let fields = plan.fields.iter().zip(others..);
    let words = fields.map(|(field, place)| Words {
        id: field.id,
        line: None,
        field: field.new_field(place as i32),
        has_choices: field.has_choices(),
        texts: Vec::new(),
        known: HashSet::new(),
    });
    words.collect()
}

impl Words {
    pub fn add(&mut self, line: u64, text: &str) {
        self.line.get_or_insert(line);
        if self.has_choices && !self.known.contains(text) {
            self.known.insert(text.to_owned());
            self.texts.push(text.to_owned());
        }
    }

    /// The field as it must be for the lines, where it is not so in the catalog.
    pub fn wanted(&self, catalog: &Catalog) -> Option<Field> {
        self.line?;
        let known = catalog.fields.get(self.id.0);
        match known.map(|entry| (entry.active(), self.has_choices)) {
            None if self.has_choices => with_choices(&self.field, &self.texts),
            None => Some(self.field.clone()),
            Some((Some(field), true)) => with_choices(field, &self.texts),
            Some(_) => None, // one out of use is for the rules to refuse
        }
    }
}
