//! Which fields a ticket's form has, and in which order.

use super::Field;
use crate::{Catalog, FieldId};

/// The fields of a form, in order. `own` is what the ticket's department asks for; without it the
/// form has all fields by their groups and order. Retired fields are in no form.
#[must_use]
pub fn form<'a>(catalog: &'a Catalog, own: Option<&[FieldId]>) -> Vec<(FieldId, &'a Field)> {
    let mut fields = in_form(catalog, own, |_| true);
    if own.is_none() {
        fields.sort_by_cached_key(|(_, field)| {
            let group = field.group;
            let group = group.and_then(|id| Some((id, catalog.field_group(id)?)));
            // what stands in no group comes first
            let group = group.map(|(id, group)| (group.order, group.name.clone(), id));
            (group, field.order, field.key.clone())
        });
    }
    fields
}

/// Those fields of a form that are `wanted`; without a form of its own, in no order.
pub(super) fn in_form<'a>(
    catalog: &'a Catalog,
    own: Option<&[FieldId]>,
    wanted: impl Fn(&Field) -> bool,
) -> Vec<(FieldId, &'a Field)> {
    let is_wanted = |(id, field): (FieldId, &'a Field)| wanted(field).then_some((id, field));
    match own {
        Some(own) => (own.iter())
            .filter_map(|id| is_wanted((*id, catalog.field(*id)?)))
            .collect(),
        None => (catalog.fields.iter())
            .filter_map(|entry| is_wanted((FieldId(entry.id), entry.active()?)))
            .collect(),
    }
}
