//! Statuses and priorities by id or key.

use domain::{Catalog, PriorityId, StatusId};

/// The status that `text` names by id or key, in use or retired.
pub(crate) fn status_id(text: &str, catalog: &Catalog) -> Result<StatusId, String> {
    let id = text
        .parse()
        .map_or_else(|_| StatusId::from_key(text), StatusId);
    if catalog.statuses.get(id.0).is_some() {
        return Ok(id);
    }
    let active = catalog.statuses.iter().filter_map(|e| e.active());
    Err(unknown("status", text, active.map(|s| s.key.as_str())))
}

/// The priority that `text` names by id or key, in use or retired.
pub(crate) fn priority_id(text: &str, catalog: &Catalog) -> Result<PriorityId, String> {
    let id = text
        .parse()
        .map_or_else(|_| PriorityId::from_key(text), PriorityId);
    if catalog.priorities.get(id.0).is_some() {
        return Ok(id);
    }
    let active = catalog.priorities.iter().filter_map(|e| e.active());
    Err(unknown("priority", text, active.map(|p| p.key.as_str())))
}

pub(crate) fn unknown<'a>(what: &str, text: &str, known: impl Iterator<Item = &'a str>) -> String {
    let known: Vec<_> = known.take(20).collect();
    let text: String = text.chars().take(50).filter(|c| !c.is_control()).collect();
    format!("{text:?} is no {what}; use one of {}", known.join(", "))
}
