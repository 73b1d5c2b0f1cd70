//! A condition as lists ask it: of every ticket, with no catalog at hand.

use super::{Condition, Path, Viewpoint};
use crate::field::FieldKind;
use crate::setting::StatusCategory;
use crate::{Catalog, FieldId, StatusId};
use std::collections::{BTreeMap, BTreeSet};

/// Most leaves, those counted again under which the fields are shown that are asked about.
const MAX_COST: usize = 1_000;

/// How far conditions are followed from field to field: further than any that can be saved.
const MAX_NESTED: usize = 40;

/// A settled condition with what it depends on besides the ticket.
#[derive(Clone, Debug, PartialEq)]
pub struct Filter {
    condition: Condition,
    fields: BTreeMap<FieldId, FieldShown>,
    keyed: BTreeSet<FieldId>,
    categories: Vec<(StatusId, StatusCategory)>,
}

/// When a custom field is shown; what a hidden one holds is taken for missing.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldShown {
    Always,
    If(Condition),
    /// Nothing is known of it.
    Never,
}

impl Filter {
    /// The condition as whoever stands there means it, by what the catalog knows now. `Err` says
    /// why it cannot be asked of a list.
    pub fn try_new(
        condition: &Condition,
        viewpoint: &Viewpoint,
        catalog: &Catalog,
    ) -> Result<Self, String> {
        let condition = condition.settled(viewpoint);
        let mut fields = BTreeMap::new();
        add_fields(&condition, catalog, &mut fields);
        let statuses = catalog.statuses.iter();
        let known = statuses.filter_map(|e| Some((e.id, e.setting.value.as_ref()?)));
        let filter = Self {
            condition,
            keyed: fields
                .keys()
                .copied()
                .filter(|id| is_keyed(*id, catalog))
                .collect(),
            fields,
            categories: known.map(|(id, s)| (StatusId(id), s.category)).collect(),
        };
        let mut known = BTreeMap::new();
        if filter.cost(&filter.condition, &mut known, 0) > MAX_COST {
            return Err(format!(
                "asks more than {MAX_COST} things, counting those under which its custom fields \
                 are shown; ask less"
            ));
        }
        Ok(filter)
    }

    #[must_use]
    pub fn condition(&self) -> &Condition {
        &self.condition
    }

    /// The same with another condition, which asks about no field that this one does not.
    #[must_use]
    pub fn with(&self, condition: Condition) -> Self {
        Self {
            condition,
            ..self.clone()
        }
    }

    /// When the field is shown.
    #[must_use]
    pub fn shown(&self, field: FieldId) -> &FieldShown {
        self.fields.get(&field).unwrap_or(&FieldShown::Never)
    }

    /// Whether the field's values are stored in their one spelling, so that equal ones are equal
    /// letter by letter.
    #[must_use]
    pub fn is_keyed(&self, field: FieldId) -> bool {
        self.keyed.contains(&field)
    }

    /// The statuses in these categories, retired ones too.
    #[must_use]
    pub fn statuses(&self, of: &[StatusCategory]) -> Vec<StatusId> {
        let within = self.categories.iter().filter(|(_, is)| of.contains(is));
        within.map(|(id, _)| *id).collect()
    }

    /// How many leaves it is with those of its fields.
    fn cost(
        &self,
        condition: &Condition,
        known: &mut BTreeMap<FieldId, usize>,
        nested: usize,
    ) -> usize {
        let mut sum = 0_usize;
        for path in condition.paths() {
            sum = sum.saturating_add(1);
            let Some(id) = path.field_id() else { continue };
            let cost = match (known.get(&id), self.shown(id)) {
                (Some(cost), _) => *cost,
                (None, FieldShown::If(shown)) if nested < MAX_NESTED => {
                    self.cost(shown, known, nested + 1)
                }
                (None, FieldShown::If(_)) => MAX_COST,
                (None, FieldShown::Always | FieldShown::Never) => 0,
            };
            known.insert(id, cost);
            sum = sum.saturating_add(cost);
        }
        sum
    }
}

fn is_keyed(id: FieldId, catalog: &Catalog) -> bool {
    let entry = catalog.fields.get(id.0);
    let field = entry.and_then(|entry| entry.setting.value.as_ref());
    let kind = field.map(|field| &field.kind);
    kind.is_some_and(|kind| {
        matches!(
            kind,
            FieldKind::Choice { .. }
                | FieldKind::MultiChoice { .. }
                | FieldKind::Member
                | FieldKind::Customer
        )
    })
}

fn add_fields(
    condition: &Condition,
    catalog: &Catalog,
    fields: &mut BTreeMap<FieldId, FieldShown>,
) {
    for id in condition.paths().into_iter().filter_map(Path::field_id) {
        if fields.contains_key(&id) {
            continue;
        }
        let entry = catalog.fields.get(id.0);
        let field = entry.and_then(|entry| entry.setting.value.as_ref());
        let shown = match field.map(|field| &field.shown_if) {
            None => FieldShown::Never,
            Some(None) => FieldShown::Always,
            Some(Some(condition)) => FieldShown::If(condition.clone()),
        };
        fields.insert(id, shown.clone());
        if let FieldShown::If(condition) = shown {
            add_fields(&condition, catalog, fields);
        }
    }
}
