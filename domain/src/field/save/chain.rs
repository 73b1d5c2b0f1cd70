//! Fields that are shown because of fields that are shown because of fields.

use crate::condition::Path;
use crate::field::{Field, find, key};
use crate::{Catalog, FieldId};
use std::collections::HashMap;

/// Most fields in a row of which each is shown because of the next.
const MAX_CHAIN: usize = 20;

/// Refuses circles and long chains among the conditions under which fields are shown, as they
/// would be with `field` saved.
pub(super) fn check(field: &Field, catalog: &Catalog) -> Result<(), String> {
    let graph = Graph {
        id: FieldId::from_key(&field.key),
        field,
        catalog,
    };
    let mut trail = vec![graph.id];
    if graph.leads_back(&mut trail, &mut Vec::new()) {
        let keys: Vec<_> = trail.iter().map(|id| graph.key(*id)).collect();
        let circle = keys.join(" → ");
        return Err(format!(
            "goes round in a circle: {circle}; no field may be shown because of itself"
        ));
    }
    let mut lengths = HashMap::new();
    let others = catalog.fields.iter().map(|entry| FieldId(entry.id));
    let longest = others
        .chain([graph.id])
        .map(|id| graph.length(id, &mut lengths))
        .max();
    match longest {
        Some(length) if length > MAX_CHAIN => Err(format!(
            "makes a chain of {length} fields, each shown because of the next; at most \
             {MAX_CHAIN} are followed"
        )),
        _ => Ok(()),
    }
}

/// Which field is shown because of which, `field` taken as it shall be.
struct Graph<'a> {
    id: FieldId,
    field: &'a Field,
    catalog: &'a Catalog,
}

impl Graph<'_> {
    /// Extends the trail to a circle back to its begin, if there is one.
    fn leads_back(&self, trail: &mut Vec<FieldId>, dead_ends: &mut Vec<FieldId>) -> bool {
        let Some(end) = trail.last().copied() else {
            return false;
        };
        for next in self.asked_by(end) {
            if next == self.id {
                trail.push(next);
                return true;
            }
            if dead_ends.contains(&next) || trail.contains(&next) {
                continue;
            }
            trail.push(next);
            if self.leads_back(trail, dead_ends) {
                return true;
            }
            trail.pop();
            dead_ends.push(next);
        }
        false
    }

    /// How many fields follow each other from this one on.
    fn length(&self, id: FieldId, known: &mut HashMap<FieldId, usize>) -> usize {
        if let Some(length) = known.get(&id) {
            return *length;
        }
        // circles that do not touch the field were there before: they are not followed twice
        known.insert(id, 0);
        let next = self.asked_by(id);
        let below = next.into_iter().map(|id| self.length(id, known)).max();
        let length = 1 + below.unwrap_or(0);
        known.insert(id, length);
        length
    }

    fn asked_by(&self, id: FieldId) -> Vec<FieldId> {
        let field = if id == self.id {
            Some(self.field)
        } else {
            find(self.catalog, id).map(|(field, _)| field)
        };
        let conditions = field.and_then(|field| field.shown_if.as_ref()).into_iter();
        let paths = conditions.flat_map(|condition| condition.paths());
        paths.filter_map(Path::field_id).collect()
    }

    fn key(&self, id: FieldId) -> String {
        if id == self.id {
            self.field.key.clone()
        } else {
            key(id, self.catalog)
        }
    }
}
