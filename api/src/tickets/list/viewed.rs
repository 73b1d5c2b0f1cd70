//! The view that a list is asked through.

use super::given::Wrong;
use super::sort::Sort;
use crate::request::Reader;
use crate::settings::{self, Resource};
use domain::catalog::Entry;
use domain::view::View;

/// The view with this id or key, if it is in use and the reader sees it.
pub(crate) fn chosen<'a>(text: &str, reader: &'a Reader, wrong: &mut Wrong) -> Option<&'a View> {
    let id = settings::id::<View>(text).ok();
    let found = id.and_then(|id| reader.catalog.views.get(id));
    let view = found.and_then(Entry::active);
    let view = view.filter(|view| Resource::is_for(*view, reader));
    if view.is_none() {
        wrong.add("view", "must be the id or key of a view; see GET /views");
    }
    view
}

/// The order that the view asks for.
pub(super) fn order(view: &View) -> Option<Sort> {
    view.sort.as_deref().and_then(|sort| sort.parse().ok())
}
