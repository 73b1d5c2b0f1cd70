//! Settings that name others by key: what could not be found is told with all else that is wrong.

use crate::problem::Problem;
use crate::request::Reader;
use crate::types::Moment;
use domain::limits::Checks;
use domain::setting::SettingKind;
use domain::{Context, FieldError};
use std::collections::HashSet;

/// The value, or everything that is wrong with it: `errors`, and what saving it would refuse.
pub(crate) fn judged<T: SettingKind>(
    value: T,
    mut errors: Vec<FieldError>,
    reader: &Reader,
) -> Result<T, Problem> {
    if errors.is_empty() {
        return Ok(value); // saving it checks the rest
    }
    let mut checks = Checks::default();
    let context = Context {
        now: Moment::now().0,
        actor: reader.principal.actor(),
        access: &reader.access,
        catalog: &reader.catalog,
    };
    value.check(&mut checks, &context);
    errors.extend(checks.finish().err().unwrap_or_default());
    let mut seen = HashSet::new();
    errors.retain(|error| seen.insert(error.field.clone()));
    Err(Problem::fields(errors))
}
