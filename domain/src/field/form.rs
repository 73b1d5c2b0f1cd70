//! Which fields a ticket's form has, and in which order.

use super::{Field, FieldGroup};
use crate::{Catalog, FieldGroupId, FieldId};

/// The fields of a form, in order. `own` is what the ticket's department asks for; without it the
/// form has all fields by their groups and order. Retired fields are in no form.
#[must_use]
pub fn form<'a>(catalog: &'a Catalog, own: Option<&[FieldId]>) -> Vec<(FieldId, &'a Field)> {
    if let Some(own) = own {
        let known = own.iter();
        return known
            .filter_map(|id| Some((*id, catalog.field(*id)?)))
            .collect();
    }
    let entries = catalog.fields.iter();
    let mut fields: Vec<_> = entries
        .filter_map(|entry| Some((FieldId(entry.id), entry.active()?)))
        .collect();
    fields.sort_by_cached_key(|(_, field)| {
        let group = field
            .group
            .and_then(|id| Some((id, catalog.field_group(id)?)));
        // what stands in no group comes first
        let group = group.map(|(id, group)| (group.order, group.name.clone(), id));
        (group, field.order, field.key.clone())
    });
    fields
}

/// Groups in use with their ids, in order.
#[must_use]
pub fn groups(catalog: &Catalog) -> Vec<(FieldGroupId, &FieldGroup)> {
    let entries = catalog.field_groups.iter();
    let mut groups: Vec<_> = entries
        .filter_map(|entry| Some((FieldGroupId(entry.id), entry.active()?)))
        .collect();
    groups.sort_by_cached_key(|(id, group)| (group.order, group.name.clone(), *id));
    groups
}
